import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { newDataDirectory, type Program, runTangram } from './program.ts'

describe.each(languages)('administrators are separated, in %s', (language) => {
  stopAtFirstFailure()
  const say = wordsOf(language)
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let program: Program
  let browser: Browser
  let security: JourneyPage
  let system: JourneyPage
  let audit: JourneyPage
  let address = ''

  beforeAll(async () => {
    data = await newDataDirectory()
    program = runTangram(['--trial'], { TANGRAM_DATA: data.directory, PORT: '0' })
    address = (await program.prints(/Tangram is ready.*?(http:\S+)/))[1] ?? ''
    browser = await launchBrowser()
    security = await signIn(browser, '系统管理员', { address, language })
    const { csrf } = await (await security.request.get('/api/v1/session')).json()
    for (const name of ['林悦', '陈默']) {
      const { members } = await (await security.request.get(`/api/v1/members?search=${encodeURIComponent(name)}`)).json()
      const headers = { 'x-csrf-token': csrf, origin: address }
      const { id, version } = members[0]
      await security.request.patch(`/api/v1/members/${id}`, { headers, data: { version, admin: true } })
    }
    system = await signIn(browser, '林悦', { address, language })
    audit = await signIn(browser, '陈默', { address, language })
  })
  afterAll(async () => {
    await browser?.close()
    await program?.terminate()
    await data?.remove()
  })

  const codes = async (page: JourneyPage) => {
    const asked = ['/api/v1/members', '/api/v1/messages', '/api/v1/audit']
    return Promise.all(asked.map(async (path) => (await page.request.get(path)).status()))
  }

  it('each is given one duty', async () => {
    expect(await codes(audit)).toEqual([200, 200, 200])
    await security.goto('/security-settings')
    const duties: [string, string][] = [
      ['系统管理员', say('安全管理员', 'Security:')],
      ['林悦', say('系统管理员：', 'System:')],
      ['陈默', say('审计管理员', 'Audit:')],
    ]
    const separate = security.getByRole('button', { name: say('启用分设', 'Separate') })
    await separate.scrollIntoViewIfNeeded()
    expect(await separate.isDisabled()).toBe(true)
    for (const [name, duty] of duties) {
      await security.getByRole('combobox', { name, exact: true }).click()
      await security.getByRole('option', { name: duty }).click()
    }
    await separate.click()
    await security.getByRole('button', { name: say('取消分设', 'End the separation') }).waitFor()
  })

  it('and does that alone from the next request on', async () => {
    expect(await codes(security)).toEqual([200, 403, 403])
    expect(await codes(system)).toEqual([403, 200, 403])
    expect(await codes(audit)).toEqual([403, 403, 200])
    await system.goto('/people')
    await system.getByText(say('仅管理员可用', 'For administrators')).waitFor()
    expect(await system.getByRole('link', { name: say('人员与角色', 'People and roles') }).count()).toBe(0)
    await system.getByRole('link', { name: say('系统任务', 'Jobs') }).waitFor()
    await security.goto('/people')
    await security.getByRole('link', { name: say('人员与角色', 'People and roles') }).waitFor()
    expect(await security.getByRole('link', { name: say('系统任务', 'Jobs') }).count()).toBe(0)
    // Being an administrator shows no record: that takes a role.
    const records = await security.request.get('/api/v1/apps/service_desk/entities/ticket/records')
    expect((await records.json()).records ?? []).toEqual([])
  })

  it('until they are joined again', async () => {
    await security.goto('/security-settings')
    await security.getByRole('button', { name: say('取消分设', 'End the separation') }).click()
    await security
      .getByRole('dialog')
      .getByRole('button', { name: say('取消分设', 'End the separation') })
      .click()
    await security.getByRole('button', { name: say('启用分设', 'Separate') }).waitFor()
    expect(await codes(audit)).toEqual([200, 200, 200])
  })
})
