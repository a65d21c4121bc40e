import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'
import { rightsApp } from './rights-app.ts'

describe.each(languages)('an administrator restricts a role in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `why_${language === 'en' ? 'en' : 'zh'}`
  const dark = language === 'en'
  const seller = say('销售', 'Seller')
  let browser: Browser
  let admin: JourneyPage
  let person: JourneyPage
  let visitor: JourneyPage
  let made: MadeApp
  let south = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', rightsApp(app))
    await giveRoleToEveryone(directory, app, 'seller')
    for (const [no, region] of [
      ['S-1', 'north'],
      ['S-2', 'north'],
      ['S-3', 'south'],
    ]) {
      const id = await made.file('sale', { no: no ?? '', region: region ?? '', margin: 7 })
      if (region === 'south') south = id
    }
    admin = await signIn(browser, '系统管理员', { address, language, dark }, `/a/${app}/d/overview`)
    person = await signIn(browser, '陈默', { address, language, dark }, `/a/${app}/sales`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const figure = (page: Page) => page.locator('[data-report="total"] [class*=_figure_]')
  const exported = async () => {
    const answer = await person.request.get(`/api/v1/apps/${app}/entities/sale/records/export?format=csv`)
    return answer.text()
  }
  const offered = async () => {
    await person.goto(`/a/${app}/refunds`)
    await person.getByRole('button', { name: say('新建退款', 'New refund') }).click()
    const sale = person.getByRole('dialog').getByLabel(say('关联销售单', 'Sale refunded')).first()
    await sale.click()
    await person.getByRole('option', { name: 'S-1' }).waitFor()
    return person.getByRole('option').allTextContents()
  }
  const axeFindsNothing = async (on: Page) => {
    await on.mouse.move(0, 0)
    expect((await new AxeBuilder({ page: on }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual(
      [],
    )
  }

  it('who sees everything by now: in the list, the picker, the dashboard, the file, and by a link on another site', async () => {
    await person.getByRole('row', { name: /S-3/ }).waitFor()
    await person.goto(`/a/${app}/d/overview`)
    await expect.poll(async () => (await figure(person).textContent())?.trim()).toBe('3')
    expect(await exported()).toContain('S-3')
    expect((await offered()).join()).toContain('S-3')
    await admin.getByRole('button', { name: say('分享与嵌入', 'Share and embed') }).click()
    await admin.getByRole('button', { name: say('新建链接', 'New link') }).click()
    await admin.getByRole('textbox', { name: say('名称', 'Name') }).fill(say('官网', 'Home page'))
    const role = admin.getByRole('combobox', { name: say('按哪个角色的权限读取', 'Reads with the rights of') })
    if ((await role.count()) > 0 && (await role.first().inputValue()) !== seller) {
      await role.first().click()
      await admin.getByRole('option', { name: seller, exact: true }).click()
    }
    await admin.getByRole('button', { name: say('生成链接', 'Make link') }).click()
    const url = await admin.getByRole('textbox', { name: say('链接', 'Link'), exact: true }).inputValue()
    visitor = await openPage(browser, { address, language })
    await visitor.goto(url)
    await expect.poll(async () => (await figure(visitor).textContent())?.trim()).toBe('3')
  })

  it('to the rows of one region, without a field, and publishes that', async () => {
    await admin.goto(`/designer/${app}/data`)
    await admin
      .getByRole('group', { name: seller })
      .first()
      .getByRole('button', { name: say('行与字段', 'Rows and fields') })
      .click()
    const dialog = admin.getByRole('dialog')
    await dialog
      .getByRole('group', { name: say('查看', 'See') })
      .getByText(say('满足条件的记录', 'Records where'), { exact: true })
      .click()
    await dialog.getByRole('button', { name: say('添加条件', 'Add a condition') }).click()
    await dialog.getByRole('combobox', { name: say('条件 1：字段', 'Condition 1: field') }).click()
    await admin.getByRole('option', { name: say('区域', 'Region'), exact: true }).click()
    await dialog.getByRole('combobox', { name: say('条件 1：值', 'Condition 1: value') }).click()
    await admin.getByRole('option', { name: say('北区', 'North'), exact: true }).click()
    await dialog.getByRole('combobox', { name: say('毛利', 'Margin'), exact: true }).click()
    await admin.getByRole('option', { name: say('隐藏', 'Hidden'), exact: true }).click()
    await axeFindsNothing(admin)
    await dialog.getByRole('button', { name: say('完成', 'Done') }).click()
    // What the draft would give is told before it is published.
    await admin.getByRole('combobox', { name: say('具有哪些角色', 'Who holds the roles') }).click({ force: true })
    await admin.getByRole('option', { name: seller, exact: true }).click()
    await admin.keyboard.press('Escape')
    await admin.getByText(say('区域 是 “北区”', 'Region is “North”')).waitFor()
    await axeFindsNothing(admin)
    await admin.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = admin.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
  })

  it('and the list, the picker, the dashboard, the file and the link change at once', async () => {
    expect((await offered()).join()).not.toContain('S-3')
    await person.goto(`/a/${app}/sales`)
    await person.getByRole('row', { name: /S-1/ }).waitFor()
    expect(await person.getByRole('row', { name: /S-3/ }).count()).toBe(0)
    expect(await person.getByText(say('毛利', 'Margin')).count()).toBe(0)
    await person.goto(`/a/${app}/d/overview`)
    await expect.poll(async () => (await figure(person).textContent())?.trim()).toBe('2')
    const file = await exported()
    expect(file).toContain('S-1')
    expect(file).not.toContain('S-3')
    expect(file).not.toContain(say('毛利', 'Margin'))
    await visitor.reload()
    await expect.poll(async () => (await figure(visitor).textContent())?.trim()).toBe('2')
  })

  it('and the explanation says why, on the very record that is gone', async () => {
    await admin.goto(`/a/${app}/sales/${south}`)
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: say('操作', 'Actions') })
      .click()
    await admin.getByRole('menuitem', { name: say('谁能查看，为什么', 'Who may see this, and why') }).click()
    await admin.getByRole('combobox', { name: say('查看谁的权限', 'Whose rights') }).fill('陈默')
    await admin.getByRole('option', { name: '陈默' }).click()
    await admin
      .getByText(
        say(
          '角色“销售”只能查看满足条件的记录：区域 是 “北区”。这条记录不满足。',
          'The role “Seller” may see only records where Region is “North”; this one is not.',
        ),
      )
      .waitFor()
    await admin.getByText(say('区域: 南区', 'Region: South')).waitFor()
    await axeFindsNothing(admin)
  })

  it('and the administrator sees it as that person does: only to look, under a banner, until one click ends it', async () => {
    await admin.getByRole('button', { name: say('以此身份查看', 'See as this person') }).click()
    const banner = admin.getByRole('region', { name: say('以他人身份查看', 'See as somebody else') })
    await banner.waitFor()
    await banner.getByText('陈默').waitFor()
    await admin.goto(`/a/${app}/sales`)
    await admin.getByRole('row', { name: /S-1/ }).waitFor()
    expect(await admin.getByRole('row', { name: /S-3/ }).count()).toBe(0)
    expect(await admin.getByRole('button', { name: say('导出', 'Export') }).count()).toBe(0)
    await admin.goto('/')
    await admin.getByText(say('待办、抄送、草稿和通知属于个人', 'are personal and not shown')).waitFor()
    await axeFindsNothing(admin)
    await banner.getByRole('button', { name: say('结束查看', 'End') }).click()
    await admin.getByRole('button', { name: say('账户：系统管理员', 'Account: 系统管理员') }).waitFor()
    await admin.goto(`/a/${app}/sales`)
    await admin.getByRole('row', { name: /S-3/ }).waitFor()
  })

  it('and no page complained on the way', () => {
    expect([...person.problems, ...visitor.problems, ...admin.problems]).toEqual([])
  })
})
