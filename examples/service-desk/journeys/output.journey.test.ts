import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'

describe.each(languages)('a dashboard that leaves the house, in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let page: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '林悦', { address, language }, '/a/service_desk/d/service_efficiency')
  })
  afterAll(() => browser.close())

  const name = say('客户服务效率监控看板', 'Customer service efficiency')

  async function saved(of: string, format: string): Promise<Buffer> {
    await page.getByRole('button', { name: say(`将“${of}”另存为…`, `Save “${of}” as…`) }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()])
    return readFile(await download.path())
  }

  it('is saved whole as a document, and a tile of it as a picture and a workbook', async () => {
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    expect((await saved(name, say('PDF 文档', 'PDF document'))).subarray(0, 5).toString()).toBe('%PDF-')
    const trend = (await page.locator('[data-report="trend"] h2').textContent()) ?? ''
    expect((await saved(trend, say('图片（PNG）', 'Picture (PNG)'))).subarray(1, 4).toString()).toBe('PNG')
    expect((await saved(trend, say('Excel 工作簿', 'Excel workbook'))).subarray(0, 2).toString()).toBe('PK')
  })

  it('has all the records behind a mark saved, not the page of them that is shown', async () => {
    const drilled = JSON.stringify({})
    await page.goto(`${address}/a/service_desk/d/service_efficiency?drill=trend&records=${encodeURIComponent(drilled)}`)
    const shown = page.getByTestId('drill-count').filter({ hasText: /\d/ })
    await shown.waitFor()
    const count = Number(((await shown.textContent()) ?? '').replace(/\D/g, ''))
    const csv = (await saved(say('记录', 'Records'), say('CSV 表格', 'CSV table'))).toString()
    expect(csv.trim().split('\n')).toHaveLength(count + 1)
    expect((await saved(say('记录', 'Records'), say('Excel 工作簿', 'Excel workbook'))).subarray(0, 2).toString()).toBe('PK')
    await page.goto(`${address}/a/service_desk/d/service_efficiency`)
  })

  it('is sent regularly to a colleague, tried at once, paused and ended', async () => {
    await page.getByRole('button', { name: say(`将“${name}”另存为…`, `Save “${name}” as…`) }).click()
    await page.getByRole('menuitem', { name: say('定期发送…', 'Send regularly…') }).click()
    await page.getByRole('button', { name: say('新建', 'New'), exact: true }).click()
    const people = page.getByRole('combobox', { name: say('组织内收件人', 'People of the organisation') })
    await people.fill('林悦')
    await page.getByRole('option', { name: '林悦' }).click()
    await page.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await page.getByText(say('1 位收件人', '1 recipient')).waitFor()
    const more = page.getByRole('dialog').getByRole('button', { name: /08:00/ })
    await more.click()
    await page.getByRole('menuitem', { name: say('立即发送', 'Send now') }).click()
    await page.getByText(say('已开始发送', 'On its way')).waitFor()
    await more.click()
    await page.getByRole('menuitem', { name: say('暂停', 'Pause') }).click()
    await page.getByText(say('已暂停', 'Paused')).waitFor()
    await more.click()
    await page.getByRole('menuitem', { name: say('删除', 'Delete') }).click()
    const asked = page.getByRole('dialog', { name: say('删除定期发送', 'Delete the delivery') })
    await asked.getByRole('button', { name: say('删除', 'Delete'), exact: true }).click()
    await page.getByText(say('还没有定期发送。', 'Nothing is sent yet.')).waitFor()
  })
})
