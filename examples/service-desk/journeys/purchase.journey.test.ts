import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { AppDocument } from '@tangram/app-model'
import type { RecordValues } from '@tangram/data-model'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { type MadeApp, makeApp } from './make-app.ts'

let browser: Browser
let app: MadeApp
let tools: string

beforeAll(async () => {
  browser = await launchBrowser()
  const file = path.join(import.meta.dirname, '../../purchase/app.json')
  app = await makeApp(browser, inject('trial').address, '系统管理员', JSON.parse(await readFile(file, 'utf8')) as AppDocument)
  tools = await app.file('supplier', { name: '长城五金', phone: '13800138000' })
  const paper = await app.file('supplier', { name: '白云文具' })
  await app.file('article', { name: '螺丝 M6', spec: '304 不锈钢', price: '0.35', supplier: tools })
  await app.file('article', { name: '扳手', spec: '12 寸', price: '48.00', supplier: tools })
  await app.file('article', { name: '锤子（停用）', price: '30.00', supplier: tools, in_use: false })
  await app.file('article', { name: '打印纸', price: '22.00', supplier: paper })
})
afterAll(async () => {
  await app?.close()
  await browser?.close()
})

describe.each(languages)('a purchase request in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let page: JourneyPage
  let panel: Locator
  let items: Locator

  const next = () => panel.getByRole('button', { name: say('下一步', 'Next'), exact: true }).click()
  const cell = (row: number, column: string) => items.locator('[data-row]').nth(row).locator(`[data-column="${column}"]`)

  beforeAll(async () => {
    page = await signIn(browser, '系统管理员', { address, language }, '/a/purchase/requests')
    await page
      .getByRole('button', { name: say('新建采购申请单', 'New purchase request') })
      .first()
      .click()
    panel = page.getByRole('dialog')
    items = panel.locator('[data-field="items"]')
  })
  afterAll(() => page?.context().close())

  it('a step that lacks something keeps one there, at what is missing', async () => {
    await next()
    await panel.locator('[data-field="subject"][data-invalid]').waitFor()
    await panel.getByRole('textbox', { name: say('事由', 'Subject') }).fill(say('车间补货', 'Workshop supplies'))
    await next()
    await items.waitFor()
  })

  it('the supplier narrows the articles; picking one fills its price in, the quantity its amount and the total', async () => {
    await panel.locator('[data-field="supplier"] input').fill('长城')
    await panel.getByRole('option', { name: '长城五金' }).click()
    await items.getByRole('button', { name: say('添加一行', 'Add a row') }).click()
    await cell(0, 'article').locator('input').click()
    await panel.getByRole('option').nth(1).waitFor()
    expect((await panel.getByRole('option').allTextContents()).sort()).toEqual(['扳手', '螺丝 M6'])
    await panel.getByRole('option', { name: '螺丝 M6' }).click()
    await expect.poll(() => cell(0, 'price').locator('input').inputValue()).toBe('0.35')
    expect(await cell(0, 'spec').locator('input').inputValue()).toBe('304 不锈钢')
    await cell(0, 'quantity').locator('input').fill('100')
    await cell(0, 'amount').getByText('35.00').waitFor()
    await panel.locator('[data-field="total"]').getByText('35.00').waitFor()
    await panel.locator('[data-field="tax"]').getByText('4.55').waitFor()
  })

  it('Enter goes to a new row; a block from a spreadsheet fills rows and is taken back', async () => {
    await cell(0, 'quantity').locator('input').press('Enter')
    await items.locator('[data-row]').nth(1).waitFor()
    await cell(1, 'article').locator('input').focus()
    // As a string: these tests know no types of the browser.
    await page.evaluate(`{
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', ${JSON.stringify('扳手\t10 寸\t45\t2\r\n扳手\t12 寸\t48\t1\r\n')})
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }`)
    await items.getByText(say('已粘贴 2 行 4 列', 'Pasted 2 × 4 cells')).waitFor()
    expect(await items.locator('[data-row]').count()).toBe(3)
    await panel.locator('[data-field="total"]').getByText('173.00').waitFor()
    await items.getByRole('button', { name: say('撤销', 'Undo') }).click()
    await panel.locator('[data-field="total"]').getByText('35.00').waitFor()
    await items.getByRole('button', { name: say('第 2 行的更多操作', 'More for row 2') }).click()
    await page.getByRole('menuitem', { name: say('删除此行', 'Delete row') }).click()
    await expect.poll(() => items.locator('[data-row]').count()).toBe(1)
  })

  it('a wrong cell keeps one there; once right, it is saved and reads as it was typed', async () => {
    await cell(0, 'quantity').locator('input').fill('0')
    await next()
    await items.getByText(say('数量要大于 0', 'More than 0, please')).waitFor()
    await cell(0, 'quantity').locator('input').fill('200')
    await next()
    await panel.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    const opened = page.getByRole('dialog').getByRole('table')
    await opened.getByText('螺丝 M6').waitFor()
    await opened.getByText('70.00').waitFor()
    await page.getByRole('dialog').getByText('+8613800138000').waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const { values } = await app.read('request', id)
    expect(values).toMatchObject({ total: '70.00', tax: '9.10', supplier: tools })
    expect((values.items as RecordValues[]).map(({ quantity, amount }) => [quantity, amount])).toEqual([['200.00', '70.00']])
  })

  it('no page complained on the way', () => {
    expect(page.problems).toEqual([])
  })
})
