import type { AppDocument } from '@tangram/app-model'
import type { FieldDocument } from '@tangram/data-model'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'
import { rightsApp } from './rights-app.ts'

/** Sales with the phone of the buyer, which sellers may change until somebody masks it. */
function buyersApp(id: string): AppDocument {
  const app = rightsApp(id)
  const sale = app.entities.items.sale
  const phone: FieldDocument = { id: 'phone', type: 'phone', label: { 'zh-CN': '买家手机', en: 'Phone of the buyer' } }
  sale?.fields.order.push('phone')
  if (sale) sale.fields.items.phone = phone
  app.views.items.sales?.columns.push('phone')
  const grant = app.access.roles.items.seller?.grants.sale
  if (grant) grant.update = true
  return app
}

describe.each(languages)('an administrator masks a field for a role in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `masks_${language === 'en' ? 'en' : 'zh'}`
  const whole = '+8613812345678'
  let browser: Browser
  let admin: JourneyPage
  let person: JourneyPage
  let made: MadeApp
  let sale = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', buyersApp(app))
    await giveRoleToEveryone(directory, app, 'seller')
    sale = await made.file('sale', { no: 'S-1', region: 'north', phone: whole })
    admin = await signIn(browser, '系统管理员', { address, language, dark: language === 'en' }, `/designer/${app}/data`)
    person = await signIn(browser, '陈默', { address, language, dark: language === 'en' }, `/a/${app}/sales`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const told = async (part: string) => (await person.request.get(`/api/v1/apps/${app}/entities/sale/records${part}`)).text()

  it('who saw all of it by now', async () => {
    expect(await told(`/${sale}`)).toContain(whole)
  })

  it('in the designer, with what the mask leaves beside it', async () => {
    const seller = admin.getByRole('group', { name: say('销售', 'Seller') }).first()
    await seller.getByRole('button', { name: say('行与字段', 'Rows and fields') }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByRole('combobox', { name: say('买家手机', 'Phone of the buyer'), exact: true }).click()
    await admin.getByRole('option', { name: say('按邮箱脱敏 l****@example.com', 'Masked as e-mail l****@example.com') }).waitFor()
    await admin.getByRole('option', { name: say('脱敏 138****5678', 'Masked 138****5678'), exact: true }).click()
    await dialog.getByRole('button', { name: say('完成', 'Done') }).click()
    await admin.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = admin.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
  })

  it('and the list, the record, the file and the history show it masked', async () => {
    await person.goto(`/a/${app}/sales`)
    const row = person.getByRole('row', { name: /S-1/ })
    await row.getByText('138****5678').waitFor()
    await row.getByRole('img', { name: say('已脱敏', 'Shown in part') }).waitFor()
    for (const part of ['', `/${sale}`, `/${sale}/history`, '/export?format=csv', '?search=1234']) {
      expect(await told(part), part).not.toContain('12345678')
    }
    expect(await told('/export?format=csv')).toContain('138****5678')
    await row.click()
    await person.getByRole('dialog').getByText('138****5678').waitFor()
  })

  it('and whoever changes the record otherwise leaves it as it is', async () => {
    const panel = person.getByRole('dialog')
    await panel.getByRole('button', { name: say('编辑', 'Edit'), exact: true }).click()
    await person.getByRole('textbox', { name: say('单号', 'Number') }).fill('S-1a')
    expect(await person.getByRole('textbox', { name: say('买家手机', 'Phone of the buyer') }).count()).toBe(0)
    await person.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await person.getByRole('row', { name: /S-1a/ }).getByText('138****5678').waitFor()
    const kept = await admin.request.get(`/api/v1/apps/${app}/entities/sale/records/${sale}`)
    expect((await kept.json()).values).toMatchObject({ no: 'S-1a', phone: whole })
  })

  it('and no page complained on the way', () => {
    expect([...person.problems, ...admin.problems]).toEqual([])
  })
})
