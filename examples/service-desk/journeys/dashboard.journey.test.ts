import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'

const wholeNumber = (text: string | null) => Number((text ?? '').replace(/\D/g, ''))

describe.each(languages)('客户服务效率监控看板 in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let page: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    page = await signIn(browser, '林悦', { address, language }, '/')
  })
  afterAll(() => browser.close())

  it('the manager opens it: four figures, a trend, a pie, a ranking and the overdue list', async () => {
    const name = say('客户服务效率监控看板', 'Customer service efficiency')
    await page.getByRole('navigation').getByRole('link', { name }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    for (const title of [
      say('今日新增', 'New today'),
      say('平均首次响应（近 30 天）', 'Mean first response (30 days)'),
      say('平均解决时长（近 30 天）', 'Mean resolution (30 days)'),
      say('客户满意度（近 30 天）', 'Customer satisfaction (30 days)'),
    ])
      await page.getByRole('region', { name: title }).getByRole('button').filter({ hasText: /\d/ }).waitFor()
    await tile('trend').getByRole('img').locator('svg').waitFor()
    await tile('problem_types').getByRole('img').locator('svg').waitFor()
    await tile('team_ranking').getByRole('img').locator('svg').waitFor()
    expect(await tile('overdue').getByRole('row').count()).toBeGreaterThan(1)
  })

  const tile = (report: string) => page.locator(`[data-report="${report}"]`)

  it('a figure opens exactly the records it counts', async () => {
    const figure = tile('new_today').getByRole('button')
    const shown = wholeNumber(await figure.textContent())
    await figure.click()
    await drilledRecordsAre(shown)
  })

  it('a point of the trend line opens exactly the records of its month', async () => {
    const rows = tile('trend').locator('tbody tr')
    await clickMark(tile('trend'), 'path[d^="M1 0A1 1"], path[d*="A1 1 0 1 1"]', 0)
    const [month = ''] = await drilledCell()
    const cells = rows.filter({ hasText: month }).locator('td')
    const counts = (await cells.allTextContents()).slice(1).map(wholeNumber)
    expect(counts).toContain(await drillCount())
    await drilledRecordsAre(await drillCount())
  })

  it('a slice of the pie opens exactly the records of its problem type', async () => {
    await clickSlice(tile('problem_types'))
    const [type = ''] = await drilledCell()
    const row = tile('problem_types').locator('tbody tr').filter({ hasText: type })
    await drilledRecordsAre(wholeNumber(await row.locator('td').nth(1).textContent()))
  })

  it('a bar of the ranking opens exactly the records of its team', async () => {
    await clickSlice(tile('team_ranking'))
    const [team = ''] = await drilledCell()
    const row = tile('team_ranking').locator('tbody tr').filter({ hasText: team })
    await drilledRecordsAre(wholeNumber(await row.locator('td').nth(2).textContent()))
  })

  it('a row of the overdue list opens that one record', async () => {
    const row = tile('overdue').locator('tbody tr').first()
    const number = (await row.locator('td').first().textContent()) ?? ''
    await row.getByRole('button').click()
    await page.getByRole('dialog').getByRole('row', { name: number }).waitFor()
    await drilledRecordsAre(1)
  })

  it('no page complained on the way', () => {
    expect(page.problems).toEqual([])
  })

  const drillCount = async () => wholeNumber(await drillStatus().textContent())
  const drillStatus = () => page.getByTestId('drill-count').filter({ hasText: /\d/ })
  const drilledCell = async () => {
    await drillStatus().waitFor()
    return page.getByRole('dialog').locator('.mantine-Badge-label').allTextContents()
  }

  /** The panel says so many, and scrolling to its end shows no more and no fewer. */
  async function drilledRecordsAre(expected: number): Promise<void> {
    const panel = page.getByRole('dialog')
    await drillStatus().waitFor()
    expect(await drillCount()).toBe(expected)
    expect(expected).toBeGreaterThan(0)
    const ids = await rowsOf(panel)
    expect(ids.size).toBe(expected)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
  }

  /** Clicks the middle of the largest part that opens something: a slice, a bar. */
  async function clickSlice(chart: Locator): Promise<void> {
    await clickMark(chart, 'path[fill^="#"]:not([fill="none"]), path[fill^="rgb"]', 'largest')
  }

  async function clickMark(chart: Locator, selector: string, which: 'largest' | 0): Promise<void> {
    const svg = chart.getByRole('img').locator('svg')
    await svg.waitFor()
    await svg.scrollIntoViewIfNeeded()
    const frame = await svg.boundingBox()
    const points = await svg.locator(selector).evaluateAll(pointsOf)
    const sorted = which === 'largest' ? points.toSorted((a, b) => b.area - a.area) : points
    for (const point of sorted) {
      if (!frame || point.area > frame.width * frame.height * 0.6) continue
      await page.mouse.move(point.x, point.y)
      await page.mouse.click(point.x, point.y)
      if (await page.getByRole('dialog').isVisible()) return
      const opened = await page.getByRole('dialog').waitFor({ timeout: 500 }).then(() => true, () => false)
      if (opened) return
    }
    throw new Error(`no mark of ${await svg.getAttribute('aria-label')} opened anything`)
  }

  async function rowsOf(panel: Locator): Promise<Set<string>> {
    const seen = new Set<string>()
    const grid = panel.getByRole('grid')
    await grid.getByRole('row').nth(1).click({ trial: true })
    await grid.getByRole('row').nth(1).focus()
    for (;;) {
      const before = seen.size
      for (const text of await grid.locator('[data-index] [role="gridcell"]:first-child').allTextContents()) seen.add(text)
      const { isAtEnd } = await scrollDown(page, grid)
      if (isAtEnd && seen.size === before && !(await panel.getByText(say('加载中', 'Loading')).isVisible())) return seen
    }
  }
})

type Point = { x: number; y: number; area: number }

/** Runs in the page: a point inside each shape and the area of its box. */
const pointsOf = (shapes: unknown[]): Point[] =>
  (shapes as { getBoundingClientRect(): { x: number; y: number; width: number; height: number } }[]).map((shape) => {
    const path = shape as unknown as {
      getBoundingClientRect(): { x: number; y: number; width: number; height: number }
      isPointInFill(point: { x: number; y: number }): boolean
      getScreenCTM(): { inverse(): object }
    }
    const { x, y, width, height } = path.getBoundingClientRect()
    for (const down of [0.5, 0.2, 0.8, 0.1, 0.9])
      for (const across of [0.5, 0.2, 0.8, 0.1, 0.9]) {
        const at = { x: x + width * across, y: y + height * down }
        const Point = (globalThis as unknown as { DOMPoint: new (x: number, y: number) => { matrixTransform(by: object): { x: number; y: number } } }).DOMPoint
        if (path.isPointInFill(new Point(at.x, at.y).matrixTransform(path.getScreenCTM().inverse()))) return { ...at, area: width * height }
      }
    return { x: x + width / 2, y: y + height / 2, area: 0 }
  })

async function scrollDown(page: Page, grid: Locator): Promise<{ isAtEnd: boolean }> {
  await page.keyboard.press('PageDown')
  return grid.evaluate((element) => {
    const box = element as unknown as { scrollTop: number; clientHeight: number; scrollHeight: number }
    return { isAtEnd: box.scrollTop + box.clientHeight >= box.scrollHeight - 2 }
  })
}
