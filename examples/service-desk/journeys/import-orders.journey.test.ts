import { AxeBuilder } from '@axe-core/playwright'
import { makeXlsx } from '@tangram/workbook/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, type Language, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'

const ways: [how: string, language: Language, more: { phone?: boolean; dark?: boolean }][] = [
  ['on a phone in Chinese', 'zh-CN', { phone: true }],
  ['on a screen in English, in the dark', 'en', { dark: true }],
]

/** Orders with their lines, and the products they name on another sheet: headings in two rows, merged cells below. */
describe.each(ways)('a workbook of orders becomes tables, a sub-form and links between them, %s', (_how, language, more) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  const name = say('订单', 'Orders')
  const words = {
    no: say('订单号', 'Order no'),
    customer: say('客户', 'Customer'),
    owner: say('负责人', 'Owner'),
    lines: say('明细', 'Lines'),
    product: say('产品', 'Product'),
    amount: say('数量', 'Quantity'),
    model: say('产品编号', 'Product no'),
    label: say('说明', 'Remark'),
  }
  let browser: Browser
  let page: JourneyPage
  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '系统管理员', { address, language, ...more }, '/')
  })
  afterAll(() => browser?.close())

  const cell = (at: string, value: string | number) =>
    typeof value === 'number' ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
  const line = (number: number, cells: { [column: string]: string | number }) =>
    `<row r="${number}">${Object.entries(cells)
      .map(([column, value]) => cell(`${column}${number}`, value))
      .join('')}</row>`
  const products = Array.from({ length: 6 }, (_, n) => line(n + 2, { A: `P-${n + 1}`, B: `${words.label} ${n}` }))
  // Ten orders of three lines; only the first of them says whose it is.
  const orders = Array.from({ length: 30 }, (_, n) => {
    const own: { [column: string]: string } =
      n % 3 === 0 ? { A: `D-${n / 3 + 1}`, B: say('甲公司', 'Acme'), C: ['林悦', '陈默'][(n / 3) % 2] ?? '' } : {}
    return line(n + 3, { ...own, D: `P-${(n % 6) + 1}`, E: n + 1 })
  })
  const file = () =>
    makeXlsx({
      sheets: {
        [words.product]: `<sheetData>${line(1, { A: words.model, B: words.label })}${products.join('')}</sheetData>`,
        [name]: `<sheetData>${line(1, { A: words.no, B: words.customer, C: words.owner, D: words.lines })}${line(2, { D: words.product, E: words.amount })}${orders.join('')}</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:C2"/><mergeCell ref="D1:E1"/></mergeCells>`,
      },
    })

  it('is recognised: the lines as a sub-form, the product as a link, the owner as a person; nothing scrolls sideways', async () => {
    await page.goto('/designer/new/excel')
    await page.locator('input[type=file]').setInputFiles({
      name: `${name}.xlsx`,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await file(),
    })
    await page.getByRole('heading', { name: say('请核对识别结果', 'Check what was recognised') }).waitFor()
    const typeOf = (column: string) => page.getByLabel(say(`“${column}”的类型`, `Type of “${column}”`)).inputValue()
    expect(await Promise.all([typeOf(words.product), typeOf(words.owner), typeOf(words.amount)])).toEqual(['relation', 'member', 'integer'])
    const group = page.locator(`[data-group="${words.lines}"]`)
    expect(await group.textContent()).toMatch(/95 ?%/)
    const { violations } = await new AxeBuilder({ page: page as never }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  })

  it('is corrected: another name for the sub-form; a table of its own and back again', async () => {
    const grouped = page.getByLabel(say('分组的列', 'Grouped columns'))
    await grouped.selectOption('tables')
    await page.getByText(say('这些列成为单独的数据表', 'These columns become a table of their own')).waitFor()
    await page.getByLabel(say('分组的列', 'Grouped columns')).selectOption('rows')
    await page.getByLabel(say('明细表名称', 'Name of the sub-form')).fill(say('订购明细', 'Order lines'))
    await page.getByLabel(say('应用名称', 'Name of the app')).fill(name)
  })

  it('is created: ten orders with three rows each, which name the products of the other sheet', async () => {
    await page.getByRole('button', { name: say('创建并导入', 'Create and import') }).click()
    await page.getByRole('heading', { name: say('导入完成', 'Imported') }).waitFor()
    expect(await page.locator('[data-count="created"] dd').textContent()).toBe('16')
    expect(await page.locator('[data-count="refused"] dd').textContent()).toBe('0')
    const href = (await page.getByRole('link', { name: say('打开应用', 'Open the app') }).getAttribute('href')) ?? ''
    const app = href.split('/')[2] ?? ''
    const read = async (where: string) => (await page.request.get(`/api/v1/apps/${app}${where}`)).json()
    const { document } = await read('')
    const [order] = Object.values(document.entities.items as { [id: string]: { id: string; label: object } }).filter(({ label }) =>
      JSON.stringify(label).includes(name),
    )
    const { records } = await read(`/entities/${order?.id}/records?limit=50`)
    expect(records).toHaveLength(10)
    const whole = await Promise.all(records.map(({ id }: { id: string }) => read(`/entities/${order?.id}/records/${id}`)))
    for (const { values, labels } of whole) {
      const rows = Object.values(values).find(Array.isArray) as { [column: string]: string }[]
      expect(rows).toHaveLength(3)
      for (const row of rows) expect(Object.values(row).some((value) => /^P-\d$/.test(labels[value] ?? ''))).toBe(true)
    }
    expect(page.problems).toEqual([])
  })
})
