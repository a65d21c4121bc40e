import { readFileSync } from 'node:fs'
import type { AppDocument } from '@tangram/app-model'
import type { FieldDocument } from '@tangram/data-model'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'
import { rightsApp } from './rights-app.ts'

/** Sales with the name and the phone of the buyer; nobody has marked them yet. */
function buyersApp(id: string): AppDocument {
  const app = rightsApp(id)
  const sale = app.entities.items.sale
  const fields: FieldDocument[] = [
    { id: 'buyer', type: 'text', label: { 'zh-CN': '买方', en: 'Buyer' } },
    { id: 'mobile', type: 'phone', label: { 'zh-CN': '买方电话', en: 'Phone of the buyer' } },
  ]
  for (const field of fields) {
    sale?.fields.order.push(field.id)
    if (sale) sale.fields.items[field.id] = field
  }
  const elements = Object.fromEntries(
    ['no', 'buyer', 'mobile'].map((field) => [`e_${field}`, { id: `e_${field}`, kind: 'field' as const, field }]),
  )
  app.forms = {
    order: ['entry'],
    items: {
      entry: {
        id: 'entry',
        label: { 'zh-CN': '登记', en: 'Entry' },
        entity: 'sale',
        elements: { order: Object.keys(elements), items: elements },
      },
    },
  }
  return app
}

describe.each(languages)('somebody asks what is held about them, in %s', (language) => {
  stopAtFirstFailure()
  const { address } = inject('trial')
  const say = wordsOf(language)
  const app = `personal_${language === 'en' ? 'en' : 'zh'}`
  const buyer = language === 'en' ? 'Petronella Quist' : '欧阳若兰'
  let browser: Browser
  let admin: JourneyPage
  let made: MadeApp

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', buyersApp(app))
    await made.file('sale', { no: 'S-1', region: 'north', buyer, mobile: '13700137001' })
    await made.file('sale', { no: 'S-2', region: 'south', buyer: 'somebody else' })
    admin = await signIn(browser, '系统管理员', { address, language, dark: language === 'en' }, '/personal-data?section=inventory')
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const inventory = () => admin.getByRole('list', { name: say('清单', 'Inventory') }).getByRole('listitem')
  async function look(text: string) {
    await admin.getByRole('textbox', { name: say('姓名、电话、邮箱或证件号码', 'Name, phone, e-mail or identity number') }).fill(text)
    await admin.getByRole('button', { name: say('查找', 'Find'), exact: true }).click()
  }

  it('the inventory says which field looks personal, and the finder does not look there yet', async () => {
    await inventory()
      .filter({ hasText: say('买方电话 · 未标记', 'Phone of the buyer · Not marked') })
      .first()
      .waitFor()
    await admin.getByRole('tab', { name: say('查找个人', 'Find a person') }).click()
    await look(buyer)
    await admin.getByText(say('没有找到', 'Nothing found'), { exact: true }).waitFor()
  })

  it('the builder marks the fields and publishes', async () => {
    await admin.goto(`/designer/${app}/forms/entry`)
    for (const [element, kind] of [
      ['e_buyer', say('姓名', 'Name')],
      ['e_mobile', say('电话', 'Phone')],
    ] as const) {
      await admin.locator(`[data-element="${element}"]`).click()
      await admin.getByRole('combobox', { name: say('个人信息', 'Personal data') }).selectOption(kind)
    }
    await admin.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = admin.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
  })

  it('then the person is found by name and by phone, and gets a copy', async () => {
    await admin.goto('/personal-data')
    await look('137 0013 7001')
    const list = admin.getByRole('list', { name: say('销售 · 销售单', 'Trade · Sale') })
    await list.getByRole('listitem').first().waitFor()
    await look(buyer)
    await list.getByText(say('匹配：买方', 'Found in: Buyer'), { exact: true }).waitFor()
    expect(await list.getByRole('listitem').count()).toBe(1)
    await list.getByRole('checkbox', { name: say('选择 S-1', 'Choose S-1') }).check()
    const waits = admin.waitForEvent('download')
    await admin.getByRole('button', { name: say('导出副本', 'Save a copy') }).click()
    const file = await waits
    expect(file.suggestedFilename()).toBe('personal-data.json')
    const copy = JSON.parse(readFileSync((await file.path()) as string, 'utf8'))
    expect(copy.tables).toMatchObject([
      { app, entity: 'sale', records: [{ values: { buyer, mobile: expect.stringContaining('13700137001') } }] },
    ])
  })

  it('and the audit says so', async () => {
    await admin.goto('/audit')
    const entries = admin.getByRole('list', { name: say('记录', 'Entries') }).getByRole('listitem')
    await entries
      .filter({ hasText: say('导出个人信息', 'exported a person’s data') })
      .first()
      .waitFor()
    expect(admin.problems).toEqual([])
  })
})
