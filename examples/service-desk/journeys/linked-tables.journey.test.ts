import { AxeBuilder } from '@axe-core/playwright'
import type { AppDocument } from '@tangram/app-model'
import { emptyCollection } from '@tangram/data-model'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, openPage, signIn, wordsOf } from './browser.ts'
import { type Erp, makeErp } from './erp-tables.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en })

/** Nothing yet but who reads and who builds. */
const emptyApp = (id: string): AppDocument => ({
  format: 1,
  id,
  label: both('经营分析', 'Trading'),
  entities: emptyCollection(),
  forms: emptyCollection(),
  processes: emptyCollection(),
  rules: emptyCollection(),
  reports: emptyCollection(),
  dashboards: emptyCollection(),
  views: emptyCollection(),
  access: {
    roles: {
      order: ['reader', 'builder'],
      items: {
        reader: { id: 'reader', label: both('读者', 'Reader'), grants: {}, dashboards: 'all' },
        builder: { id: 'builder', label: both('搭建者', 'Builder'), grants: {}, designs: true },
      },
    },
  },
})

describe.each(languages)('an ERP’s tables are linked and reported on in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `erp_${language === 'en' ? 'en' : 'zh'}`
  const dark = language === 'en'
  let browser: Browser
  let page: JourneyPage
  let reader: JourneyPage
  let made: MadeApp
  let erp: Erp

  beforeAll(async () => {
    browser = await launchBrowser()
    erp = await makeErp(directory)
    made = await makeApp(browser, address, '系统管理员', emptyApp(app))
    await giveRoleToEveryone(directory, app, 'reader')
    page = await signIn(browser, '系统管理员', { address, language, dark }, `/designer/${app}/data`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
    await erp?.close()
  })

  const axeFindsNothing = async (on: Page) => {
    await on.mouse.move(0, 0)
    expect((await new AxeBuilder({ page: on }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual(
      [],
    )
  }
  const dialog = () => page.getByRole('dialog')
  const find = async (table: string) => {
    await page.getByRole('button', { name: say('关联已有的表', 'Link an existing table') }).click()
    await page.getByRole('searchbox', { name: say('查找表', 'Find a table') }).fill(table)
    await page
      .getByRole('list', { name: say('数据库中的表', 'Tables of the database') })
      .getByRole('button')
      .first()
      .click()
    await page.getByRole('textbox', { name: say('在应用中的名称', 'Name in this app') }).waitFor()
  }
  const link = async (name: string) => {
    await page.getByRole('textbox', { name: say('在应用中的名称', 'Name in this app') }).fill(name)
    await page.getByRole('button', { name: say('关联这张表', 'Link this table') }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }
  const publish = async () => {
    await page.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = page.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
  }
  const choose = async (field: string, option: string) => {
    await page.getByRole('combobox', { name: field, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const customers = say('客户', 'Customers')
  const orders = say('订单', 'Orders')
  const lines = say('订单明细', 'Order lines')

  it('shows what the database has: tables and views, their columns, their first rows, and what cannot be shown', async () => {
    await page.getByRole('button', { name: say('关联已有的表', 'Link an existing table') }).click()
    await dialog().getByText('erp.sales_by_region').waitFor()
    await dialog().getByText('客户档案').waitFor()
    await axeFindsNothing(page)
    await page.keyboard.press('Escape')
    await find('erp.customers')
    await dialog().getByText(say('主键：code', 'Key: code')).waitFor()
    await dialog().getByText('海港食品').waitFor()
    await dialog().getByText('polygon').waitFor()
    await axeFindsNothing(page)
  })

  it('links three of them, whose foreign keys become relations', async () => {
    await link(customers)
    await find('erp.orders')
    await choose(say('用哪一列称呼一条记录', 'The column that names a record to people'), 'Order no')
    await dialog()
      .getByText(say(`关联到“${customers}”`, `leads to “${customers}”`))
      .waitFor()
    await link(orders)
    await find('erp.order_lines')
    await dialog().getByText(say('主键：order_no + line_no', 'Key: order_no + line_no')).waitFor()
    await link(lines)
    const card = page.locator('#table-order_lines')
    await card.getByText(say('关联·只读', 'Linked, read-only')).waitFor()
    expect(
      await card
        .getByRole('group', { name: say('读者', 'Reader') })
        .getByRole('checkbox')
        .count(),
    ).toBe(2)
    await axeFindsNothing(page)
  })

  it('asks for the key of a view, and may be left without it', async () => {
    await find('erp.sales_by_region')
    await dialog().getByText(say('数据库没有为它声明主键', 'The database declares no key')).waitFor()
    expect(await page.getByRole('button', { name: say('关联这张表', 'Link this table') }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: say('取消', 'Cancel') }).click()
  })

  it('lets a table of the app’s own name their records', async () => {
    await page.getByRole('button', { name: say('新建数据表', 'New table'), exact: true }).click()
    await dialog().getByRole('textbox').first().fill(say('拜访', 'Visit'))
    await page.keyboard.press('Enter')
    await page.getByRole('switch', { name: say('公开填写', 'Open to the public') }).check({ force: true })
    await page.locator('[data-palette-item="relation"]').focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-element][data-selected]').waitFor()
    for (const field of [say('名称（中文）', 'Name (Chinese)'), say('名称（英文）', 'Name (English)')])
      await page.getByLabel(field, { exact: true }).fill(customers)
    await choose(say('数据表', 'Table'), customers)
    await page.getByRole('tab', { name: say('数据', 'Data') }).click()
  })

  it('makes a dashboard with a report: the revenue by the region of the customer, over the lines', async () => {
    await page.getByRole('tab', { name: say('看板', 'Dashboards') }).click()
    await page.getByRole('button', { name: say('新建看板', 'New dashboard') }).click()
    await dialog().getByRole('textbox').first().fill(say('销售', 'Sales'))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: say('新建报表', 'New report') }).click()
    await dialog().getByRole('textbox').first().fill(say('销售额', 'Revenue'))
    await choose(say('数据来源', 'Data'), lines)
    await dialog()
      .getByRole('button', { name: say('创建', 'Create') })
      .click()
    await choose(say('图表', 'Chart'), say('柱状图', 'Bar'))
    await choose(say('维度 1：字段', 'Dimension 1: field'), 'Order no · Customer code · 区域')
    await choose(say('计算方式', 'How'), say('合计', 'Sum'))
    await choose(say('对哪个字段', 'Of which field'), 'Amount')
    await axeFindsNothing(page)
    await page.getByRole('button', { name: say('放到“销售”上', 'Put it on “Sales”') }).click()
    await page.locator('[data-tile]').waitFor()
    await publish()
    expect(page.problems).toEqual([])
  })

  it('is read by a colleague: a bar leads to the lines behind it, and one of them opens', async () => {
    const { document } = (await (await page.request.get(`/api/v1/apps/${app}`)).json()) as { document: AppDocument }
    reader = await signIn(browser, '林悦', { address, language, dark: !dark }, `/a/${app}/d/${document.dashboards.order[0]}`)
    const bar = reader.locator('[data-tile] [role="img"], article [role="img"]').first()
    await bar.waitFor()
    await axeFindsNothing(reader)
    const table = await revenue()
    await reader.locator('[data-chart="bar"] tbody').getByRole('button', { name: '华东' }).first().focus()
    await reader.keyboard.press('Enter')
    const panel = reader.getByRole('dialog')
    const menu = reader.locator('[data-testid="mark-menu"] [role="menuitem"]:focus')
    await panel.or(menu).first().waitFor()
    if (await menu.isVisible()) await reader.keyboard.press('Enter')
    await panel.getByTestId('drill-records').or(panel.getByTestId('drill-count')).filter({ hasText: /\d/ }).first().waitFor()
    if (await panel.getByTestId('drill-records').isVisible()) await panel.getByTestId('drill-records').click()
    const status = panel.getByTestId('drill-count').filter({ hasText: /\d/ })
    await status.waitFor()
    expect(Number((await status.textContent())?.replace(/\D/g, ''))).toBe(table.华东)
    await axeFindsNothing(reader)
    await panel.getByRole('grid').getByRole('row').nth(1).click()
    await reader.getByRole('tab', { name: say('详情', 'Details') }).waitFor()
    expect(decodeURIComponent(new URL(reader.url()).pathname)).toMatch(/SO\/\d+~\d$/)
    await axeFindsNothing(reader)
  })

  it('offers nothing that writes, in a list or on a record', async () => {
    for (const write of [/^新建|^New/, /^导入|^Import/, /^编辑$|^Edit$/, /^分享|^Share/, /^导出|^Export/])
      expect([write, await reader.getByRole('button', { name: write }).count()]).toEqual([write, 0])
    expect(await reader.getByRole('tab').allTextContents()).toEqual([say('详情', 'Details')])
    await reader.getByRole('button', { name: say('更多操作', 'More actions') }).click()
    await expect
      .poll(() => reader.getByRole('menuitem').allTextContents())
      .toEqual([say('复制链接', 'Copy link'), say('我的权限', 'What I may do')])
    await reader.keyboard.press('Escape')
    expect(reader.problems).toEqual([])
  })

  it('finds, sorts and opens by whatever the keys are, over a reload too', async () => {
    for (const [code, name] of [
      ['C/1', '海港食品'],
      ['C 2', '东方机械'],
      ['客户%3', '南山电子'],
    ]) {
      await reader.goto(`/a/${app}/customers?q=${encodeURIComponent(name ?? '')}`)
      await reader.getByRole('gridcell', { name }).click()
      await reader.getByRole('dialog', { name }).waitFor()
      await reader.reload()
      await reader
        .getByRole('dialog', { name })
        .getByText(code ?? '', { exact: true })
        .waitFor()
      await reader.getByRole('tab', { name: say('关联', 'Related') }).click()
      await reader.getByText('10', { exact: true }).waitFor()
    }
    await reader.goto(`/a/${app}/customers?sort=-name`)
    await expect.poll(() => reader.getByRole('row').nth(1).textContent()).toContain('南山电子')
    expect(await reader.getByRole('gridcell').count()).toBe(12)
    expect(reader.problems).toEqual([])
  })

  it('is named by a record of the app, found by typing, and leads back to it', async () => {
    await reader.goto(`/a/${app}/${say('bai_fang', 'visit')}`)
    await reader.getByRole('button', { name: say('新建拜访', 'New visit') }).click()
    const form = reader.getByRole('dialog')
    await form.getByRole('textbox').first().fill(say('初次拜访', 'First visit'))
    await form.getByRole('combobox', { name: customers }).fill('南山')
    await form.getByRole('option', { name: '南山电子' }).click()
    await form.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
    await reader
      .getByRole('dialog', { name: say('初次拜访', 'First visit') })
      .getByText('南山电子')
      .waitFor()
    await reader.goto(`/a/${app}/customers?q=${encodeURIComponent('南山')}`)
    await reader.getByRole('gridcell', { name: '南山电子' }).click()
    await reader.getByRole('tab', { name: say('关联', 'Related') }).click()
    await reader.getByRole('link', { name: say('初次拜访', 'First visit') }).waitFor()
    expect(reader.problems).toEqual([])
  })

  it('is named by a stranger on a public form', async () => {
    const { publicForms } = (await (await page.request.get(`/api/v1/apps/${app}`)).json()) as { publicForms: { [form: string]: string } }
    const stranger = await openPage(browser, { address, language, dark, phone: true })
    await stranger.goto(Object.values(publicForms)[0] ?? '')
    await stranger.getByRole('textbox').first().fill(say('来访', 'Came by'))
    await stranger.getByRole('combobox', { name: customers }).fill('海港')
    await stranger.getByRole('option', { name: '海港食品' }).click()
    await stranger.getByRole('button', { name: say('提交', 'Submit') }).click()
    await reader.goto(`/a/${app}/${say('bai_fang', 'visit')}`)
    await reader.getByRole('gridcell', { name: say('来访', 'Came by') }).click()
    await reader.getByRole('dialog').getByText('海港食品').waitFor()
    expect(stranger.problems).toEqual([])
    await stranger.context().close()
  })

  it('says so when the ERP has changed, and is mended in the designer', async () => {
    await erp.run('alter table erp.orders drop column remark')
    await reader.goto(`/a/${app}/orders`)
    const alert = reader.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain(say('数据来源有变化', 'The source of this data'))
    expect(await alert.textContent()).toContain('remark')
    await axeFindsNothing(reader)
    await page.goto(`/designer/${app}/data`)
    await page
      .locator('#table-orders')
      .getByRole('button', { name: say('字段和关联', 'Fields and relations') })
      .click()
    await dialog().getByText(say('列“remark”已不存在', 'The column “remark” is gone')).waitFor()
    await axeFindsNothing(page)
    await dialog()
      .getByRole('button', { name: say('移除字段', 'Remove the field') })
      .click()
    await dialog().getByText(say('与数据库一致。', 'It is as the database has it.')).waitFor()
    await dialog()
      .getByRole('button', { name: say('完成', 'Done') })
      .click()
    await publish()
    await reader.reload()
    await reader.getByRole('gridcell', { name: 'SO/1', exact: true }).waitFor()
  })

  it('fits a phone', async () => {
    const phone = await signIn(browser, '林悦', { address, language, dark, phone: true }, `/a/${app}/customers`)
    await phone.getByText('海港食品').click()
    await phone.getByRole('tab', { name: say('详情', 'Details') }).waitFor()
    await axeFindsNothing(phone)
    expect(await phone.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect(phone.problems).toEqual([])
  })

  /** How many lines each region has, as the ERP counts them. */
  async function revenue(): Promise<{ [region: string]: number }> {
    const rows = await erp.run<{ region: string; lines: number }>(
      'select c.region, count(*)::int as lines from erp.order_lines l join erp.orders o using (order_no) join erp.customers c on c.code = o.customer_code group by 1',
    )
    return Object.fromEntries(rows.map(({ region, lines: count }) => [region, count]))
  }
})
