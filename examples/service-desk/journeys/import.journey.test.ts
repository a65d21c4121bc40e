import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'

/** With the mouse in Chinese, by keyboard in English: both must do. */
describe.each(languages)('a table file becomes an app, and comes again as a difference, in %s', (language) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  const name = say('备件', 'Spare parts')
  const heading = say('编号,名称,状态,单价,购入日期', 'Part no,Description,State,Unit price,Bought date')
  const states = [say('在库', 'In stock'), say('已领用', 'In use'), say('报废', 'Scrapped')]
  const part = (n: number) =>
    `BJ-${String(n).padStart(4, '0')},${say('备件', 'Part')} ${n},${states[n % 3]},${10 + n}.5,2026-0${1 + (n % 9)}-15`
  const corrected = heading.replace(say('名称', 'Description'), say('备件名称', 'Part name'))
  const table = (lines: string[], top = heading) => ({
    name: `${name}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from([top, ...lines].join('\n')),
  })
  const parts = Array.from({ length: 24 }, (_, n) => part(n + 1))
  let browser: Browser
  let page: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '系统管理员', { address, language }, '/')
  })
  afterAll(() => browser?.close())

  const press = async (button: Locator) => {
    await button.waitFor()
    if (language === 'zh-CN') return button.click()
    await button.focus()
    await page.keyboard.press('Enter')
  }
  const count = (scope: Locator | JourneyPage, kind: string) => scope.locator(`[data-count="${kind}"] dd`)
  async function pleasesAxe(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: page as never }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }

  it('is recognised, with a certainty for every column', async () => {
    await page.goto('/designer/new')
    await press(page.getByRole('link', { name: say('从 Excel 创建', 'Create from Excel') }))
    await page.locator('input[type=file]').setInputFiles(table(parts))
    await page.getByRole('heading', { name: say('请核对识别结果', 'Check what was recognised') }).waitFor()
    const typeOf = (column: string) => page.getByLabel(say(`“${column}”的类型`, `Type of “${column}”`))
    const [number = '', , state = '', price = '', bought = ''] = heading.split(',')
    expect(await Promise.all([number, state, price, bought].map((column) => typeOf(column).inputValue()))).toEqual([
      'serialNumber',
      'select',
      'money',
      'date',
    ])
    expect(await page.locator(`[data-column="${bought}"]`).textContent()).toMatch(/\d\d ?%/)
    await pleasesAxe()
  })

  it('is corrected and created: table, form, list and data', async () => {
    const label = page.getByLabel(say('“名称”的名称', 'Name of “Description”'))
    await label.fill(say('备件名称', 'Part name'))
    await press(page.getByRole('button', { name: say('创建并导入', 'Create and import') }))
    await page.getByRole('heading', { name: say('导入完成', 'Imported') }).waitFor()
    expect(await count(page, 'created').textContent()).toBe('24')
    expect(await count(page, 'refused').textContent()).toBe('0')
    await press(page.getByRole('link', { name: say('打开应用', 'Open the app') }))
    await page.getByRole('columnheader', { name: say('备件名称', 'Part name') }).waitFor()
    await page.getByRole('row').filter({ hasText: 'BJ-0024' }).waitFor()
  })

  it('comes again: what is new and what changed is shown before anything is written', async () => {
    await press(page.getByRole('button', { name: say('导入', 'Import'), exact: true }))
    const panel = page.getByRole('dialog')
    const changed = [part(1).replace(/备件 1|Part 1/, say('备件 1 改', 'Part 1 b')), ...parts.slice(1, 20), 'BJ-0099,X,?,abc,2026-01-01']
    await panel.locator('input[type=file]').setInputFiles(table(changed, corrected))
    const key = panel.getByLabel(say('按哪个字段识别已有记录', 'Which field finds records that are there'))
    await key.waitFor()
    await pleasesAxe()
    expect(await key.inputValue()).not.toBe('')
    await press(panel.getByRole('button', { name: say('比对', 'Compare') }))
    await panel.getByRole('heading', { name: say('比对结果', 'What would happen') }).waitFor()
    await panel.getByText(say('第 22 行', 'Row 22')).waitFor()
    await pleasesAxe()
    const counts = await Promise.all(
      ['created', 'changed', 'unchanged', 'missing', 'refused'].map((kind) => count(panel, kind).textContent()),
    )
    expect(counts).toEqual(['0', '1', '19', '4', '1'])
  })

  it('and is written when somebody says so; the refused row can be downloaded', async () => {
    const panel = page.getByRole('dialog')
    await press(panel.getByRole('button', { name: language === 'zh-CN' ? /导入 \d+ 行/ : /Import \d+ rows/ }))
    await panel.getByRole('heading', { name: say('导入完成', 'Imported') }).waitFor()
    const link = panel.getByRole('link', { name: say('下载未通过的行', 'Download refused rows') })
    const answer = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()['content-type']).toContain('spreadsheetml')
    await press(panel.getByRole('button', { name: say('关闭', 'Close'), exact: true }).last())
    await panel.waitFor({ state: 'detached' })
    await page
      .getByRole('row')
      .filter({ hasText: say('备件 1 改', 'Part 1 b') })
      .waitFor()
    expect(page.problems).toEqual([])
  })
})
