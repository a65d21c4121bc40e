import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { filtersApp } from './filters-app.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { type MadeApp, makeApp } from './make-app.ts'

describe.each(languages)('a dashboard that is asked in %s', (language) => {
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const app = `filters_${language === 'en' ? 'en' : 'zh'}`
  let browser: Browser
  let page: JourneyPage
  let made: MadeApp

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', filtersApp(app))
    for (const [no, region, kind] of [
      ['1', 'north', 'pump'],
      ['2', 'north', 'valve'],
      ['3', 'south', 'pump'],
    ])
      await made.file('sale', { no: no ?? '', region: region ?? '', kind: kind ?? '' })
    await giveRoleToEveryone(directory, app, 'manager')
    page = await signIn(browser, '林悦', { address, language, dark: language === 'en' }, `/a/${app}/d/overview`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const total = () => page.locator('[data-report="total"] [class*=_figure_]')
  const shows = (figure: string) => expect.poll(async () => (await total().textContent())?.trim()).toBe(figure)
  const region = () => page.getByRole('group', { name: say('筛选', 'Filters') }).getByRole('button', { name: say('区域', 'Region') })
  const rowsOf = (report: string) => page.locator(`[data-report="${report}"] tbody tr`)

  it('stands as the role has it, and every reader may change it', async () => {
    await shows('2')
    expect(await region().textContent()).toContain(say('北区', 'North'))
    await region().click()
    const choices = page.getByRole('combobox', { name: say('区域', 'Region') })
    await choices.click()
    await page.getByRole('option', { name: say('南区', 'South') }).click()
    await shows('3')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  it('is found again by its address, and goes back to its defaults', async () => {
    expect(new URL(page.url()).searchParams.get('f')).toContain('south')
    await page.reload()
    await shows('3')
    await page.getByRole('button', { name: say('恢复默认', 'Reset') }).click()
    await shows('2')
  })

  it('is narrowed by a click on a kind, which can be taken back, gone down into, or made a way down instead', async () => {
    const pumps = page
      .locator('[data-report="by_kind"] tbody')
      .getByRole('button', { name: say('水泵', 'Pumps') })
      .first()
    await pumps.focus()
    await page.keyboard.press('Enter')
    await shows('1')
    expect(await rowsOf('by_kind').count()).toBe(2)
    const chip = page.getByTestId('cross')
    expect(await chip.textContent()).toContain(say('水泵', 'Pumps'))
    expect(await page.locator('[data-narrowing]').getAttribute('data-report')).toBe('by_kind')
    await page.keyboard.press('Escape')
    await shows('2')
    await chip.waitFor({ state: 'hidden' })
    await pumps.focus()
    await page.keyboard.press('Enter')
    await shows('1')
    await page.getByRole('button', { name: say('查看明细', 'Go down') }).click()
    await page.getByRole('dialog').getByTestId('drill-count').filter({ hasText: '1' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await chip.getByRole('button').click()
    await shows('2')
    await page
      .locator('[data-report="by_kind"]')
      .getByRole('button', { name: say('点击时筛选其他图表', 'Clicks filter the other charts') })
      .click()
    await pumps.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('offers beside a mark what can be done with it: the second button or a long press asks, whatever a click does', async () => {
    const valves = page
      .locator('[data-report="by_kind"] tbody')
      .getByRole('button', { name: say('阀门', 'Valves') })
      .first()
    const menu = page.getByTestId('mark-menu')
    const choose = (name: string) => menu.getByRole('menuitem', { name }).click()
    await valves.focus()
    await valves.click({ button: 'right' })
    await menu.getByText(/(阀门：|Valves: )1/).waitFor()
    expect((await new AxeBuilder({ page }).include('[data-testid="mark-menu"]').analyze()).violations.map(({ id }) => id)).toEqual([])
    await choose(say('用它筛选其他图表', 'Filter the others by this'))
    await shows('1')
    expect(await page.locator('[data-report="by_kind"] [aria-current="true"]').textContent()).toContain(say('阀门', 'Valves'))
    await valves.focus()
    await valves.click({ button: 'right' })
    await choose(say('取消点选筛选', 'Undo the click'))
    await shows('2')
    await valves.focus()
    await valves.click({ button: 'right' })
    await choose(say('按字段细分…', 'Break down by…'))
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'hidden' })
    await valves.focus()
    await valves.click({ button: 'right' })
    await choose(say('按字段细分…', 'Break down by…'))
    await choose(say('区域', 'Region'))
    await page.getByRole('dialog').getByTestId('drill-chart').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('has its filters on a sheet within the thumb’s reach on a phone', async () => {
    const phone = await signIn(browser, '林悦', { address, language, phone: true, dark: language === 'en' }, `/a/${app}/d/overview`)
    await phone.getByRole('button', { name: say('筛选（已设 1 项）', 'Filters (1 set)') }).click()
    const sheet = phone.getByRole('dialog', { name: say('筛选', 'Filters') })
    await sheet.getByTestId('show-figures').waitFor()
    expect((await new AxeBuilder({ page: phone }).include('[role="dialog"]').analyze()).violations.map(({ id }) => id)).toEqual([])
    await sheet.getByTestId('show-figures').click()
    await sheet.waitFor({ state: 'hidden' })
    expect(phone.problems).toEqual([])
    await phone.context().close()
  })

  it('shows what somebody else enters within two seconds, without being touched', async () => {
    await shows('2')
    await made.file('sale', { no: '4', region: 'north', kind: 'pump' })
    const filed = performance.now()
    await expect.poll(async () => (await total().textContent())?.trim(), { interval: 50, timeout: 20_000 }).toBe('3')
    console.info(`shown ${Math.round(performance.now() - filed)} ms after it was filed`)
  })

  it('fills a wall, takes turns with the others and stops when told', async () => {
    await page.getByRole('button', { name: say('大屏', 'Full screen') }).click()
    await page.waitForURL((url) => url.pathname === `/cockpit/${app}/overview`)
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark')
    await shows('3')
    await page.waitForURL((url) => url.pathname === `/cockpit/${app}/other`)
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('light')
    await page.waitForURL((url) => url.pathname === `/cockpit/${app}/overview`)
    await page.keyboard.press('p')
    await page.getByRole('button', { name: say('继续轮播', 'Continue') }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL((url) => url.pathname === `/cockpit/${app}/other`)
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => url.pathname === `/a/${app}/d/other`)
    expect(page.problems).toEqual([])
  })
})
