import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'

const screens = [{ screen: 'desktop' }, { screen: 'phone' }] as const
const ways = languages.flatMap((language) => screens.map((one) => ({ language, ...one })))

const wholeNumber = (text: string | null) => Number((text ?? '').replace(/\D/g, ''))

describe.each(ways)('from a trend down to the records in $language on a $screen', ({ language, screen }) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let page: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(
      browser,
      '林悦',
      { address, language, phone: screen === 'phone', dark: language === 'en' },
      '/a/service_desk/d/service_efficiency',
    )
  })
  afterAll(() => browser.close())

  const panel = () => page.getByRole('dialog')
  const crumbs = () => panel().getByRole('navigation').getByRole('listitem')
  const chart = () => page.getByTestId('drill-chart')
  const countShown = async () => {
    const button = page.getByTestId('drill-records').filter({ hasText: /\d/ })
    await button.waitFor()
    return wholeNumber(await button.textContent())
  }
  /** Rows of the level's data: the name of each group and its figure. */
  const groups = async () => {
    await chart().locator('tbody tr').first().waitFor({ state: 'attached' })
    const rows = await chart().locator('tbody tr').all()
    return Promise.all(
      rows.map(async (row) => {
        const [name = '', figure = ''] = await row.locator('td').allTextContents()
        return { name, figure: wholeNumber(figure) }
      }),
    )
  }
  const choose = async (name: string) => {
    const button = chart().locator('tbody').getByRole('button', { name, exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
  }

  /** The counts on the way, by depth. */
  const counts: number[] = []
  const names: string[] = []

  it('the keyboard opens a month of the trend, which is shown by problem type', async () => {
    const trend = page.locator('[data-report="trend"]')
    const row = trend.locator('tbody tr').last()
    await row.waitFor({ state: 'attached' })
    const [, created] = await row.locator('td').allTextContents()
    await row.getByRole('button').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-testid="mark-menu"] [role="menuitem"]:focus').waitFor()
    await page.keyboard.press('Enter')
    await panel().waitFor()
    await expect.poll(() => crumbs().count()).toBe(2)
    counts.push(await countShown())
    expect(counts[0]).toBe(wholeNumber(created ?? ''))
  })

  it.each(['problem type', 'team', 'person'])('the groups of one %s are gone into, and every count is that of its mark', async () => {
    const depth = await crumbs().count()
    const [largest] = (await groups()).toSorted((a, b) => b.figure - a.figure)
    if (!largest) throw new Error('there are no groups')
    names.push(largest.name)
    await choose(largest.name)
    await expect.poll(async () => (await crumbs().allTextContents()).some((text) => text.includes(largest.name))).toBe(true)
    await expect.poll(() => crumbs().count()).toBeGreaterThan(depth)
    const shown = page.getByTestId('drill-records').or(page.getByTestId('drill-count')).filter({ hasText: /\d/ })
    await shown.waitFor()
    counts.push(wholeNumber(await shown.textContent()))
    expect(counts.at(-1)).toBe(largest.figure)
  })

  it('ends at the records, under crumbs that say the whole way', async () => {
    expect((await crumbs().allTextContents()).slice(2)).toEqual([...names, say('记录', 'Records')])
    if (screen === 'desktop') {
      const grid = panel().getByRole('grid')
      await grid.getByRole('row').nth(1).focus()
      await expect
        .poll(async () => {
          await page.keyboard.press('End')
          return Number(await grid.getAttribute('aria-rowcount'))
        })
        .toBe((counts.at(-1) ?? 0) + 1)
    } else await panel().getByRole('listitem').filter({ hasText: /\d{4}/ }).last().waitFor()
  })

  it('keeps its place in the address: a reload shows the same', async () => {
    const before = await crumbs().allTextContents()
    await page.reload()
    await expect.poll(() => crumbs().allTextContents()).toEqual(before)
    const status = page.getByTestId('drill-count').filter({ hasText: /\d/ })
    await status.waitFor()
    expect(wholeNumber(await status.textContent())).toBe(counts.at(-1))
  })

  it('goes back with the browser, forward again, and up by a crumb', async () => {
    await page.goBack()
    await expect.poll(() => crumbs().count()).toBe(4)
    expect(await countShown()).toBe(counts[2])
    await page.goForward()
    await page.getByTestId('drill-count').filter({ hasText: /\d/ }).waitFor()
    await crumbs().nth(1).getByRole('button').click()
    await expect.poll(() => crumbs().count()).toBe(2)
    expect(await countShown()).toBe(counts[0])
  })

  it('breaks a level down by a field of the reader’s choice, found by typing', async () => {
    const field = panel().getByRole('combobox', { name: say('按字段细分…', 'Break down by…') })
    await field.click()
    await field.fill(say('创建时间 · 按周', 'Created · by week'))
    await page.getByRole('option', { name: say('创建时间 · 按周', 'Created · by week'), exact: true }).click()
    await expect.poll(() => decodeURIComponent(page.url())).toContain('"period":"week"')
    expect(await countShown()).toBe(counts[0])
    const weeks = await groups()
    expect(weeks.length).toBeGreaterThan(1)
    expect(weeks.reduce((sum, { figure }) => sum + figure, 0)).toBe(counts[0])
    await page.getByTestId('drill-records').click()
    const status = page.getByTestId('drill-count').filter({ hasText: /\d/ })
    await status.waitFor()
    expect(wholeNumber(await status.textContent())).toBe(counts[0])
  })

  it('axe finds nothing in it, neither in a chart nor in records', async () => {
    for (const back of [false, true]) {
      if (back) await page.goBack()
      await panel().waitFor()
      const { violations } = await new AxeBuilder({ page: page as never }).include('[role="dialog"]').analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
  })

  it('leaves the dashboard as it was, with nothing complained of on the way', async () => {
    await panel()
      .getByRole('button', { name: say('关闭', 'Close'), exact: true })
      .click()
    await panel().waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
    expect(page.problems).toEqual([])
  })
})
