import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'

describe.each(languages)('an administrator reads the audit, in %s', (language) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let admin: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    admin = await signIn(browser, '系统管理员', { address, language })
    const stranger = await openPage(browser, { address, language })
    await stranger.request.post('/api/v1/session', { data: { login: `stranger_${language}`, password: 'not the right one' } })
    await stranger.context().close()
  })
  afterAll(() => browser?.close())

  const entries = () => admin.getByRole('list', { name: say('记录', 'Entries') }).getByRole('listitem')

  it('in sentences, found by what, by whom and by how it ended', async () => {
    await admin.getByRole('link', { name: say('审计日志', 'Audit'), exact: true }).click()
    await entries().first().waitFor()
    await admin.getByLabel(say('结果', 'Result')).selectOption(say('被拒绝', 'Refused'))
    await admin.getByLabel(say('对象或登录名', 'Object or login')).fill(`stranger_${language}`)
    await expect.poll(() => entries().count()).toBe(1)
    expect(await entries().first().textContent()).toContain(say('登录', 'signed in'))
    expect(await entries().first().textContent()).toContain(`stranger_${language.toLowerCase()}`)
    await admin.getByLabel(say('对象或登录名', 'Object or login')).fill('nothing is called this')
    await admin.getByText(say('没有符合条件的记录', 'No entry fits')).waitFor()
    await admin.getByLabel(say('对象或登录名', 'Object or login')).fill('')
    await admin.getByLabel(say('结果', 'Result')).selectOption('')
    await admin.getByRole('combobox', { name: say('人员', 'Person') }).fill('系统管理员')
    await admin.getByRole('option', { name: '系统管理员' }).click()
    await expect.poll(async () => (await entries().allTextContents()).every((text) => text.startsWith('系统管理员'))).toBe(true)
  })

  it('and takes the same along as a file', async () => {
    const waits = admin.waitForEvent('download')
    await admin.getByRole('link', { name: say('下载 CSV', 'Download CSV') }).click()
    const file = await waits
    expect(file.suggestedFilename()).toBe('audit.csv')
  })

  it('verifies the chain and says how long entries are kept', async () => {
    await admin.getByRole('button', { name: say('立即核对', 'Verify now') }).click()
    await admin
      .getByRole('status')
      .filter({ hasText: say('完好', 'Whole') })
      .waitFor()
    await entries()
      .filter({ hasText: say('核对审计日志', 'verified the audit') })
      .first()
      .waitFor()
    const forEver = admin.getByRole('checkbox', { name: say('永久保留', 'For ever') })
    if (await forEver.isChecked()) await forEver.uncheck()
    // The shortest that may be, whatever is entered.
    await admin.getByLabel(say('天数', 'Days')).fill('90')
    await admin.getByLabel(say('天数', 'Days')).blur()
    await expect.poll(() => admin.getByLabel(say('天数', 'Days')).inputValue()).toBe('180')
    await admin.getByLabel(say('天数', 'Days')).fill('400')
    await admin.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await admin.getByText(say('保留期限已保存', 'Saved')).waitFor()
    expect(admin.problems).toEqual([])
  })
})
