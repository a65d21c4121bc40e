import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { leadsApp } from './leads-app.ts'
import { type MadeApp, makeApp } from './make-app.ts'

/** The tenth of a month so many months ago. */
function monthsAgo(count: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 10)).toISOString().slice(0, 10)
}

const leads = [
  { no: '1', customer: 'Ada', came: monthsAgo(3), state: 'won' },
  { no: '2', customer: 'Ada', came: monthsAgo(1), state: 'offered' },
  { no: '3', customer: 'Bo', came: monthsAgo(3), state: 'asked' },
  { no: '4', customer: 'Cy', came: monthsAgo(1), state: 'offered' },
  { no: '5', customer: 'Cy', came: monthsAgo(1), state: 'asked' },
]

describe.each(languages)('a funnel and a retention report are made by clicks in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `leads_${language === 'en' ? 'en' : 'zh'}`
  let browser: Browser
  let page: JourneyPage
  let made: MadeApp

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', leadsApp(app))
    for (const lead of leads) await made.file('lead', lead)
    await giveRoleToEveryone(directory, app, 'seller')
    page = await signIn(browser, '系统管理员', { address, language, dark: language === 'en' }, `/designer/${app}/reports/who`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const choose = async (field: string, option: string, within: JourneyPage | Locator = page) => {
    await within.getByRole('combobox', { name: field, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const preview = () => page.getByRole('region', { name: say('预览', 'Preview') })
  /** What the table beside a drawing says. */
  const figuresIn = async (box: Locator) => {
    const rows = await box.locator('tbody tr').all()
    return Promise.all(rows.map(async (row) => (await row.locator('td').allTextContents()).map((text) => text.trim())))
  }
  const stages = () => page.getByRole('group', { name: say('阶段', 'Stages'), exact: true })
  const stage = (n: number) => stages().getByRole('group', { name: new RegExp(say(`^阶段 ${n}：`, `^Stage ${n}: `)) })
  const axe = async () =>
    (await new AxeBuilder({ page: page as never }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])

  it('begins a funnel from the template: everything, then what came as far as each state', async () => {
    await page.getByRole('button', { name: say('新建报表', 'New report') }).click()
    const dialog = page.getByRole('dialog', { name: say('新建报表', 'New report') })
    await dialog
      .getByRole('textbox', { name: say('名称', 'Name') })
      .first()
      .fill('Way')
    await choose(say('数据来源', 'Data'), say('转化漏斗', 'Conversion funnel: how many reach each stage'), dialog)
    await dialog.getByRole('combobox', { name: say('统计哪张表', 'Of which table') }).waitFor()
    await dialog.getByRole('button', { name: say('创建', 'Create') }).click()
    await expect
      .poll(() => figuresIn(preview()))
      .toEqual([
        [say('全部', 'All'), '5', '100%', '—'],
        [say('已报价', 'Offered'), '3', '60%', '60%'],
        [say('成交', 'Won'), '1', '20%', '33.3%'],
      ])
    await preview().locator('svg').first().waitFor()
  })

  it('takes one stage more by a condition, moved up by keyboard and dragged to where it belongs', async () => {
    await stages()
      .getByRole('button', { name: say('添加阶段', 'Add a stage') })
      .click()
    const added = stage(4)
    await added.getByLabel(say('名称（中文）', 'Name (Chinese)')).fill('老客户')
    await stage(4).getByLabel(say('名称（英文）', 'Name (English)')).fill('Ada again')
    await stage(4)
      .getByRole('button', { name: say('添加条件', 'Add a condition') })
      .click()
    await choose(say('条件 1：字段', 'Condition 1: field'), say('客户', 'Customer'), stage(4))
    await stage(4)
      .getByRole('textbox', { name: say('条件 1：值', 'Condition 1: value') })
      .fill('Ada')
    const name = say('老客户', 'Ada again')
    const names = async () => (await figuresIn(preview())).map(([first]) => first)
    await expect.poll(names).toEqual([say('全部', 'All'), say('已报价', 'Offered'), say('成交', 'Won'), name])
    await stages()
      .getByRole('button', { name: say(`移动阶段“${name}”`, `Move the stage “${name}”`) })
      .focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(names).toEqual([say('全部', 'All'), say('已报价', 'Offered'), name, say('成交', 'Won')])
    await stage(3).getByText(`3. ${name}`).dragTo(stage(2).getByText(/^2\. /))
    await expect
      .poll(() => figuresIn(preview()))
      .toEqual([
        [say('全部', 'All'), '5', '100%', '—'],
        [name, '2', '40%', '40%'],
        [say('已报价', 'Offered'), '2', '40%', '100%'],
        [say('成交', 'Won'), '1', '20%', '50%'],
      ])
    expect(await axe()).toEqual([])
  })

  it('turns another report into one of who comes back', async () => {
    await choose(say('正在编辑报表', 'Report being edited'), say('客户', 'Customers'))
    await choose(say('分析方式', 'What it asks'), say('留存：谁会再来', 'Retention: who comes back'))
    const settings = page.getByRole('group', { name: say('谁会再来', 'Who comes back'), exact: true })
    await choose(say('统计谁', 'Who'), say('客户', 'Customer'), settings)
    await choose(say('按哪个时间', 'When'), say('来访日期', 'Came on'), settings)
    await settings.getByRole('textbox', { name: say('多少期', 'How many periods') }).fill('4')
    await expect
      .poll(async () => (await figuresIn(preview())).map((row) => row.slice(1)))
      .toEqual([
        ['0', '2', '100%'],
        ['1', '0', '0%'],
        ['2', '1', '50%'],
        ['3', '0', '0%'],
        ['0', '1', '100%'],
        ['1', '0', '0%'],
      ])
    await preview().locator('svg').first().waitFor()
    expect(await axe()).toEqual([])
  })

  it('is published, and a reader clicks a cell and finds who came back', async () => {
    await page.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = page.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
    const reader = await signIn(browser, '林悦', { address, language, phone: true }, `/a/${app}/d/sales`)
    const tile = reader.locator('[data-report="who"]')
    await tile.locator('tbody tr').first().waitFor({ state: 'attached' })
    expect((await figuresIn(tile))[2]?.slice(1)).toEqual(['2', '1', '50%'])
    await tile.locator('tbody tr').nth(2).getByRole('button').first().focus()
    await reader.keyboard.press('Enter')
    await reader.getByRole('dialog').getByText('Ada', { exact: true }).first().waitFor()
    expect(await reader.getByRole('dialog').getByText('Bo', { exact: true }).count()).toBe(0)
    expect([page.problems, reader.problems]).toEqual([[], []])
  })
})
