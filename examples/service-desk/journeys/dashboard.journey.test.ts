import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'

/** Filled parts of a drawing: slices and bars. */
const shape = 'path[fill^="#"], path[fill^="rgb"]'

/** The box of a chart whose picture stands still. */
const drawn = '[role="img"][data-drawn]'

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
    for (const [report, title] of [
      ['new_today', say('今日新增', 'New today')],
      ['mean_first_response', say('平均首次响应（近 30 天）', 'Mean first response (30 days)')],
      ['mean_resolution', say('平均解决时长（近 30 天）', 'Mean resolution (30 days)')],
      ['csat_score', say('客户满意度（近 30 天）', 'Customer satisfaction (30 days)')],
    ] as const) {
      await tile(report).getByText(title).first().waitFor()
      await tile(report).getByRole('button').filter({ hasText: /\d/ }).waitFor()
    }
    await tile('trend').locator(`${drawn} svg`).waitFor()
    await tile('problem_types').locator(`${drawn} svg`).waitFor()
    await tile('team_ranking').locator(`${drawn} svg`).waitFor()
    expect(await tile('overdue').getByRole('row').count()).toBeGreaterThan(1)
  })

  const tile = (report: string) => page.locator(`[data-report="${report}"]`)

  it('a figure opens exactly the records it counts', async () => {
    const figure = tile('new_today').getByRole('button').filter({ hasText: /\d/ })
    const shown = wholeNumber(await figure.textContent())
    await figure.click()
    await drilledRecordsAre(shown)
  })

  it('a point of the trend line opens exactly the records of its month', async () => {
    const rows = tile('trend').locator('tbody tr')
    await clickMark(tile('trend'), 'path[d^="M1 0A1 1"]', 20)
    const month = await drilledCell()
    await showRecords()
    const cells = rows.filter({ hasText: month }).locator('td')
    const counts = (await cells.allTextContents()).slice(1).map(wholeNumber)
    expect(counts).toContain(await drillCount())
    await drilledRecordsAre(await drillCount())
  })

  it('a slice of the pie narrows the rest, or opens exactly the records of its problem type', async () => {
    const resolved = async () => wholeNumber(await tile('team_ranking').locator('tbody tr').first().locator('td').nth(2).textContent())
    const before = await resolved()
    await tile('problem_types').locator('tbody').getByRole('button').first().focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('cross').waitFor()
    await expect.poll(resolved).toBeLessThan(before)
    await page.keyboard.press('Escape')
    await expect.poll(resolved).toBe(before)
    await tile('problem_types')
      .getByRole('button', { name: say('点击时筛选其他图表', 'Clicks filter the other charts') })
      .click()
    await clickMark(tile('problem_types'), shape, 600)
    const type = await drilledCell()
    await showRecords()
    const row = tile('problem_types').locator('tbody tr').filter({ hasText: type })
    await drilledRecordsAre(wholeNumber(await row.locator('td').nth(1).textContent()))
  })

  it('a bar of the ranking opens exactly the records of its team', async () => {
    await clickMark(tile('team_ranking'), shape, 600)
    const team = await drilledCell()
    await showRecords()
    const row = tile('team_ranking').locator('tbody tr').filter({ hasText: team })
    await drilledRecordsAre(wholeNumber(await row.locator('td').nth(2).textContent()))
  })

  it('a row of the overdue list opens that one record', async () => {
    const row = tile('overdue').locator('tbody tr').first()
    const number = (await row.locator('td').first().textContent()) ?? ''
    await row.getByRole('button').first().click()
    await page.getByRole('dialog').getByRole('row', { name: number }).waitFor()
    await drilledRecordsAre(1)
  })

  it('a narrower window has its charts drawn anew to fit', async () => {
    await page.setViewportSize({ width: 740, height: 900 })
    for (const report of ['trend', 'problem_types', 'team_ranking']) {
      const fits = async () => {
        const [box, svg] = await Promise.all([tile(report).boundingBox(), tile(report).locator(`${drawn} svg`).boundingBox()])
        return svg !== null && box !== null && svg.width <= box.width && svg.width > box.width / 2
      }
      await expect.poll(fits, { message: report }).toBe(true)
    }
  })

  it('no page complained on the way', () => {
    expect(page.problems).toEqual([])
  })

  /** From the groups that a mark is made of to its records. */
  const showRecords = async () => {
    await page.getByTestId('drill-records').filter({ hasText: /\d/ }).click()
    await drillStatus().waitFor()
  }
  const drillCount = async () => wholeNumber(await drillStatus().textContent())
  const drillStatus = () => page.getByTestId('drill-count').filter({ hasText: /\d/ })
  /** What was clicked, in words: the crumb behind “All”. */
  const drilledCell = async () => {
    const crumb = page.getByRole('dialog').getByRole('navigation').getByRole('listitem').nth(1).filter({ hasNotText: '…' })
    return (await crumb.textContent()) ?? ''
  }

  /** The panel says so many, and going to the end of its list finds no more and no fewer. */
  async function drilledRecordsAre(expected: number): Promise<void> {
    const panel = page.getByRole('dialog')
    await drillStatus().waitFor()
    expect(await drillCount()).toBe(expected)
    expect(expected).toBeGreaterThan(0)
    const grid = panel.getByRole('grid')
    await grid.getByRole('row').nth(1).focus()
    const rowCount = async () => {
      await page.keyboard.press('End')
      return Number(await grid.getAttribute('aria-rowcount'))
    }
    // -1 while there is more to come; then the rows and their head.
    await expect.poll(rowCount, { timeout: 15_000, interval: 100 }).not.toBe(-1)
    expect(await rowCount()).toBe(expected + 1)
    await panel.getByRole('button', { name: say('关闭', 'Close') }).click()
    await panel.waitFor({ state: 'detached' })
  }

  /** Clicks a mark of a drawn chart: the smallest shape of at least that area, in px², that opens something. Keys of a legend are smaller. */
  async function clickMark(chart: Locator, selector: string, leastArea: number): Promise<void> {
    const svg = chart.locator(`${drawn} svg`)
    await svg.scrollIntoViewIfNeeded()
    const shapes = (await svg.locator(selector).evaluateAll(pointsIn)).filter(({ area }) => area > leastArea)
    for (const { x, y } of shapes.toSorted((a, b) => a.area - b.area)) {
      await page.mouse.click(x, y)
      const menu = page.getByTestId('mark-menu')
      const opened = page.getByRole('dialog').or(menu).waitFor({ timeout: 1000 })
      if (
        await opened.then(
          () => true,
          () => false,
        )
      ) {
        if (await menu.isVisible()) await menu.getByRole('menuitem', { name: say('查看明细', 'Go down') }).click()
        return page.getByRole('dialog').waitFor()
      }
    }
    throw new Error(`none of ${shapes.length} marks opened anything`)
  }
})

type Point = { x: number; y: number; area: number }

/** Runs in the page: a point inside each shape and the area of its box. */
const pointsIn = (shapes: unknown[]): Point[] =>
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
        const Point = (
          globalThis as unknown as { DOMPoint: new (x: number, y: number) => { matrixTransform(by: object): { x: number; y: number } } }
        ).DOMPoint
        if (path.isPointInFill(new Point(at.x, at.y).matrixTransform(path.getScreenCTM().inverse()))) return { ...at, area: width * height }
      }
    return { x: x + width / 2, y: y + height / 2, area: 0 }
  })
