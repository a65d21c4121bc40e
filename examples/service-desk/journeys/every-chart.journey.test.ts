import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, launchBrowser, signIn } from './browser.ts'
import { dashboardsOfCharts, everyChartApp, idOf, visits } from './every-chart-app.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { type MadeApp, makeApp } from './make-app.ts'

const app = 'every_chart'
const { address, directory } = inject('trial')
let maker: Browser
let made: MadeApp

beforeAll(async () => {
  maker = await launchBrowser()
  made = await makeApp(maker, address, '系统管理员', everyChartApp(app))
  for (const values of visits) await made.file('visit', values)
  await giveRoleToEveryone(directory, app, 'manager')
}, 120_000)
afterAll(async () => {
  await made?.close()
  await maker?.close()
})

const wholeNumber = (text: string | null) => Number((text ?? '').replace(/\D/g, ''))
const hands = [{ hand: 'mouse' }, { hand: 'finger' }, { hand: 'keyboard' }] as const

describe.each(hands)('every chart leads to its records by $hand', ({ hand }) => {
  let browser: Browser
  let page: JourneyPage
  beforeAll(async () => {
    browser = await launchBrowser()
    const dark = hand === 'keyboard'
    page = await signIn(browser, '林悦', { address, language: dark ? 'en' : 'zh-CN', phone: hand === 'finger', dark }, '/')
    page.setDefaultTimeout(8_000)
    page.setDefaultNavigationTimeout(30_000)
  }, 60_000)
  afterAll(() => browser?.close())

  const way = () => page.getByTestId('mark-menu').getByRole('menuitem').first().or(records()).first()
  const opens = (act: Promise<unknown>) =>
    act
      .then(() => way().waitFor({ timeout: 1_500 }))
      .then(
        () => true,
        () => false,
      )
  /** Opens the way down of a mark; how its chart stands on the page decides how. */
  const openMark = async (tile: Locator) => {
    const plain = tile.locator('tbody button, ol button, button[class*=_kpi_]').first()
    const drawing = tile.locator('[class*=_drawing_]')
    const isPlain = hand === 'keyboard' || (await drawing.count()) === 0
    // A chart that is just being drawn anew may lose what was pressed.
    for (let time = 0; isPlain && time < 3; time += 1) {
      const keys = () => plain.focus().then(() => page.keyboard.press('Enter'))
      if (await opens(hand === 'keyboard' ? keys() : hand === 'finger' ? plain.tap() : plain.click())) return
    }
    // A region of a map without records can be pointed at, and leads nowhere.
    for (let time = 0; time < 2; time += 1) {
      for await (const { x, y } of clickable(page, drawing)) {
        if (await opens(hand === 'finger' ? page.touchscreen.tap(x, y) : page.mouse.click(x, y))) return
      }
    }
    throw new Error('no mark leads anywhere')
  }
  const records = () => page.getByTestId('drill-records').or(page.getByTestId('drill-count')).filter({ hasText: /\d/ })

  describe.each(dashboardsOfCharts)('on $id', ({ id, charts }) => {
    beforeAll(async () => {
      await page.goto(`${address}/a/${app}/d/${id}`)
      await page
        .locator('[data-report]')
        .nth(charts.length - 1)
        .waitFor()
    })

    it.each(charts.map(({ type }) => type))('%s', async (type) => {
      const tile = page.locator(`[data-report="${idOf(type)}"]`)
      await tile.evaluate((element) => element.scrollIntoView({ block: 'center' }))
      await tile.locator('[class*=_drawing_] :is(svg path, canvas), tbody, ol, [class*=_figure_]').first().waitFor({ state: 'attached' })
      await openMark(tile)
      await way().waitFor()
      if ((await records().count()) === 0) {
        const item = page.getByTestId('mark-menu').getByRole('menuitem').first()
        if (hand === 'keyboard') {
          await page.locator('[data-testid="mark-menu"] [role="menuitem"]:focus').waitFor()
          await page.keyboard.press('Enter')
        } else await item.click()
      }
      await records().first().waitFor()
      const shown = wholeNumber(await records().first().textContent())
      expect(shown, `${type} leads to ${shown} records`).toBeGreaterThan(0)
      expect(shown).toBeLessThanOrEqual(visits.length)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    })

    it('axe finds nothing in them', async () => {
      const { violations } = await new AxeBuilder({ page: page as never }).analyze()
      expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual([])
      expect(page.problems).toEqual([])
    })
  })
})

/** Where marks may lie: whatever can be clicked in a drawing makes the pointer a hand. Looked for from the middle outwards. */
async function* clickable(page: JourneyPage, drawing: Locator): AsyncGenerator<{ x: number; y: number }> {
  const box = await drawing.boundingBox()
  if (!box) return
  const [across, down] = [24, 16]
  const places = Array.from({ length: across * down }, (_, at) => ({
    x: box.x + ((at % across) + 0.5) * (box.width / across),
    y: box.y + (Math.floor(at / across) + 0.5) * (box.height / down),
  }))
  const far = ({ x, y }: { x: number; y: number }) => Math.hypot(x - box.x - box.width / 2, y - box.y - box.height / 2)
  const found: { x: number; y: number }[] = []
  for (const place of places.toSorted((a, b) => far(a) - far(b))) {
    // Far enough from the ones before to be another mark.
    if (found.some((one) => Math.hypot(one.x - place.x, one.y - place.y) < box.width / 8)) continue
    await page.mouse.move(place.x, place.y)
    const isHand = await drawing.evaluate(
      (element) => element.firstElementChild?.getAttribute('style')?.includes('cursor: pointer') === true,
    )
    if (!isHand) continue
    found.push(place)
    yield place
  }
}
