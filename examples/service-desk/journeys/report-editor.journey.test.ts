import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { filtersApp } from './filters-app.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'

describe.each(languages)('a report is made by clicks in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `report_editor_${language === 'en' ? 'en' : 'zh'}`
  let browser: Browser
  let page: JourneyPage
  let made: MadeApp

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', filtersApp(app))
    for (const no of ['1', '2', '3', '4', '5', '6', '7'])
      await made.file('sale', { no, region: no < '4' ? 'north' : 'south', kind: no < '6' ? 'pump' : 'valve' })
    await giveRoleToEveryone(directory, app, 'manager')
    page = await signIn(browser, '系统管理员', { address, language, dark: language === 'en' }, `/designer/${app}/reports/by_kind`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const choose = async (field: string, option: string) => {
    const box = page.getByRole('combobox', { name: field, exact: true })
    await box.click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }

  it('shows the five largest groups and the rest, spread over the regions, in the preview', async () => {
    await choose(say('图表', 'Chart'), say('透视表', 'Pivot table'))
    await choose(say('维度 1：字段', 'Dimension 1: field'), say('单号', 'Number'))
    await choose(say('按字段横向展开', 'Spread over columns by a field'), say('区域', 'Region'))
    await page
      .getByRole('group', { name: say('维度 1', 'Dimension 1'), exact: true })
      .getByLabel(say('只显示最大的几组，其余合并为“其他”', 'Only the largest, the rest as “Others”'))
      .check()
    const preview = page.getByRole('region', { name: say('预览', 'Preview') })
    await preview.getByText(say('其他', 'Others'), { exact: true }).first().waitFor()
    await preview.getByText(say('北区', 'North'), { exact: true }).first().waitFor()
  })

  it('goes down by the kind', async () => {
    await choose(say('添加下钻字段', 'Add a field to break down by'), say('类别', 'Kind'))
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  it('is published and seen by a colleague, whose click breaks a group down', async () => {
    await page.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = page.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
    const reader = await signIn(browser, '林悦', { address, language }, `/a/${app}/d/other`)
    const tile = reader.locator('[data-report="by_kind"]')
    await tile.getByText(say('其他', 'Others'), { exact: true }).first().waitFor()
    await tile.getByRole('button').filter({ hasText: /^\d$/ }).first().click()
    await reader
      .getByTestId('mark-menu')
      .getByRole('menuitem', { name: say('查看明细', 'Go down') })
      .click()
    await reader.getByRole('dialog').getByTestId('drill-chart').waitFor()
    expect(page.problems).toEqual([])
  })
})
