import type { AppDocument } from '@tangram/app-model'
import type { FieldDocument } from '@tangram/data-model'
import { connect } from '@tangram/storage'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'
import { rightsApp } from './rights-app.ts'
import { databaseUrlOf } from './trial.ts'

/** Sales with the identity number of the buyer, entered by a form. */
function buyersApp(id: string): AppDocument {
  const app = rightsApp(id)
  const sale = app.entities.items.sale
  const card: FieldDocument = { id: 'card', type: 'idNumber', label: { 'zh-CN': '身份证号', en: 'ID number' } }
  sale?.fields.order.push('card')
  if (sale) sale.fields.items.card = card
  app.views.items.sales?.columns.push('card')
  const elements = Object.fromEntries(['no', 'card'].map((field) => [`e_${field}`, { id: `e_${field}`, kind: 'field' as const, field }]))
  const form = {
    id: 'entry',
    label: { 'zh-CN': '登记', en: 'Entry' },
    entity: 'sale',
    elements: { order: ['e_no', 'e_card'], items: elements },
  }
  app.forms = { order: ['entry'], items: { entry: form } }
  if (app.views.items.sales) app.views.items.sales.form = 'entry'
  return app
}

describe.each(languages)('a builder encrypts a field in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `encrypted_${language === 'en' ? 'en' : 'zh'}`
  const [before, after] = ['110101199003078515', '110101199003070097']
  let browser: Browser
  let admin: JourneyPage
  let person: JourneyPage
  let made: MadeApp

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', buyersApp(app))
    await giveRoleToEveryone(directory, app, 'seller')
    await made.file('sale', { no: 'S-1', region: 'north', card: before })
    admin = await signIn(browser, '系统管理员', { address, language, dark: language === 'en' }, `/designer/${app}/forms/entry`)
    person = await signIn(browser, '陈默', { address, language, dark: language === 'en' }, `/a/${app}/sales`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  it('in its properties, and publishes', async () => {
    await admin.locator('[data-element="e_card"]').click()
    const protection = admin.getByRole('group', { name: say('保护', 'Protection') })
    await protection.getByRole('switch', { name: say('在数据库中加密', 'Encrypted in the database') }).check({ force: true })
    await admin.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = admin.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByText(say('本次发布会加密字段“身份证号”', 'The field “ID number” is encrypted by this publish')).waitFor()
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
  })

  it('a clerk enters a number, and finds both by the whole of it', async () => {
    await made.file('sale', { no: 'S-2', region: 'south', card: after }, 'entry')
    for (const [number, card] of [
      ['S-1', before],
      ['S-2', after],
    ] as const) {
      await person.goto(`/a/${app}/sales?q=${card}`)
      const row = person.getByRole('row', { name: new RegExp(number) })
      await row.waitFor()
      expect(await person.getByRole('row', { name: /S-\d/ }).count()).toBe(1)
    }
    await person.goto(`/a/${app}/sales?q=${after.slice(0, 10)}`)
    expect(await person.getByRole('row', { name: /S-\d/ }).count()).toBe(0)
  })

  it('and the tables of the database hold neither', async () => {
    const db = await connect({ databaseUrl: await databaseUrlOf(directory), poolSize: 1 })
    try {
      for (const table of [`"${app}".sale`, 'tangram.change', 'tangram.form_draft', 'tangram.job', 'tangram.idempotency']) {
        const { rowCount } = await db.pool.query(`select from ${table} as t where t::text like any ($1)`, [[`%${before}%`, `%${after}%`]])
        expect(rowCount, table).toBe(0)
      }
    } finally {
      await db.close()
    }
  })
})
