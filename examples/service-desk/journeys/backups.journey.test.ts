import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { newDataDirectory, type Program, runTangram } from './program.ts'

describe.each(languages)('an administrator has backups made, in %s', (language) => {
  stopAtFirstFailure()
  const say = wordsOf(language)
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let program: Program
  let browser: Browser
  let admin: JourneyPage

  beforeAll(async () => {
    data = await newDataDirectory()
    program = runTangram(['--trial'], { TANGRAM_DATA: data.directory, PORT: '0' })
    const address = (await program.prints(/Tangram is ready.*?(http:\S+)/))[1] ?? ''
    browser = await launchBrowser()
    admin = await signIn(browser, '系统管理员', { address, language }, '/')
  })
  afterAll(async () => {
    await browser?.close()
    await program?.terminate()
    await data?.remove()
  })

  const button = (name: string) => admin.getByRole('button', { name, exact: true })

  it('finds that none can be made before there is a passphrase', async () => {
    await admin.getByRole('link', { name: say('备份', 'Backups'), exact: true }).click()
    await admin.getByText(say('请先在设置中填写口令', 'Give a passphrase in the settings first')).waitFor()
    expect(await button(say('立即备份', 'Back up now')).isDisabled()).toBe(true)
  })

  it('sets when, how many and a passphrase', async () => {
    await button(say('修改设置', 'Change settings')).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByRole('switch', { name: say('定时备份', 'Back up regularly') }).check()
    await dialog.getByLabel(say('开始时间', 'Time of day')).fill('03:30')
    await dialog.getByText(say('周日', 'Sun'), { exact: true }).click()
    expect(await dialog.getByRole('checkbox', { name: say('周日', 'Sun') }).isChecked()).toBe(false)
    await dialog.getByLabel(say('保留份数', 'How many are kept')).fill('5')
    await dialog.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await dialog
      .getByRole('alert')
      .filter({ hasText: say('口令', 'the passphrase') })
      .waitFor()
    await dialog.getByRole('textbox', { name: say('口令', 'Passphrase') }).fill('seven clever boards')
    await dialog.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await admin.getByText(say('下次备份：', 'Next backup: ')).waitFor()
    await admin.getByText(say('保留 5 份', 'The newest 5 are kept')).waitFor()
  })

  it('makes one now, sees it in the list and checks it', async () => {
    await button(say('立即备份', 'Back up now')).click()
    const row = admin.getByRole('list', { name: say('已有备份', 'Backups made') }).getByRole('listitem')
    await row.getByText(say('完好', 'Good'), { exact: true }).waitFor({ timeout: 60_000 })
    await admin.getByText(say('最近一次完好的备份：', 'Last good backup: ')).waitFor()
    expect(readdirSync(join(data.directory, 'backups'))).toHaveLength(1)
    const asked = admin.waitForResponse((answer) => answer.url().endsWith('/check'))
    await row.getByRole('button', { name: say('检查备份', 'Check the backup') }).click()
    expect((await asked).status()).toBe(202)
    await expect
      .poll(async () => (await (await admin.request.get('/api/v1/backups')).json()).backups[0].checkState, { timeout: 30_000 })
      .toBe('good')
    await row.getByText(say('检查中', 'Being checked')).waitFor({ state: 'detached' })
    // Only the refusal that was provoked above.
    expect(admin.problems).toEqual([expect.stringMatching(/422 .*\/api\/v1\/backups\/plan/)])
  })
})
