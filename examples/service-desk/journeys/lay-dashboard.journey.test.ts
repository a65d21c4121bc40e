import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'
import { filtersApp } from './filters-app.ts'
import { giveRoleToEveryone } from './give-role.ts'
import { stopAtFirstFailure } from './in-order.ts'
import { type MadeApp, makeApp } from './make-app.ts'

/** With the mouse in Chinese, by keyboard in English: both must do. */
describe.each(languages)('a dashboard is laid in %s', (language) => {
  stopAtFirstFailure()
  const { address, directory } = inject('trial')
  const say = wordsOf(language)
  const isMouse = language === 'zh-CN'
  const app = `lay_${isMouse ? 'zh' : 'en'}`
  let browser: Browser
  let page: JourneyPage
  let made: MadeApp
  let board = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    made = await makeApp(browser, address, '系统管理员', filtersApp(app))
    for (const [no, region] of ['north', 'north', 'south'].entries())
      await made.file('sale', { no: String(no), region, kind: no === 0 ? 'pump' : 'valve' })
    await giveRoleToEveryone(directory, app, 'manager')
    page = await signIn(browser, '系统管理员', { address, language, dark: !isMouse }, `/designer/${app}/dashboards`)
  })
  afterAll(async () => {
    await made?.close()
    await browser?.close()
  })

  const sheet = () => page.locator('[data-sheet]')
  const tile = (id: string) => page.locator(`[data-tile="${id}"]`)
  const laid = (...tiles: string[]) => expect.poll(() => placesOf(page.locator('[data-tile]'), 'tile')).toEqual(tiles)
  const columnPx = async () => ((await sheet().evaluate((one) => one.clientWidth)) + 16) / 12
  /** Pulls with the mouse from a place of a thing by so many pixels, in steps as a hand does. */
  async function pull(from: Locator, at: Point, by: Point, isLetGo = true) {
    await from.scrollIntoViewIfNeeded()
    const box = (await from.boundingBox()) ?? expect.fail('it is on screen')
    const start = { x: box.x + at.x, y: box.y + at.y }
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    for (let step = 1; step <= 8; step += 1) await page.mouse.move(start.x + (by.x * step) / 8, start.y + (by.y * step) / 8)
    if (isLetGo) await page.mouse.up()
  }
  const isAccessible = async () => {
    // A hint of the button that was pressed last is none of it.
    await page.mouse.move(0, 0)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }

  it('begins empty and offers to begin from the tables', async () => {
    await page.getByRole('button', { name: say('新建看板', 'New dashboard') }).click()
    const name = page.getByRole('dialog').getByRole('textbox').first()
    await name.fill(say('班组看板', 'Shift board'))
    await name.press('Enter')
    const start = page.getByRole('button', { name: say('根据本应用的表自动生成', 'Make one from this app’s tables') })
    await start.click()
    await expect.poll(() => page.locator('[data-tile]').count()).toBeGreaterThanOrEqual(4)
    await page.getByRole('button', { name: say('撤销', 'Undo') }).click()
    await start.waitFor()
    board = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await isAccessible()
  })

  it('takes reports where they are dropped, each as large as its chart asks for', async () => {
    const column = await columnPx()
    for (const [report, x, y] of [
      ['total', column, 30],
      ['by_region', 6 * column, 30],
      ['by_kind', 3 * column, 440],
    ] as const) {
      const item = page.locator(`[data-palette-report="${report}"]`)
      if (isMouse) await item.dragTo(sheet(), { targetPosition: { x, y: await visible(sheet(), y) } })
      else await item.press('Enter')
      await tile(report).waitFor()
    }
    await laid('total 0,0 3×2', 'by_region 3,0 6×5', 'by_kind 0,5 6×5')
  })

  it('takes a new report from the editor of reports', async () => {
    await page.getByRole('button', { name: say('新建报表', 'New report') }).click()
    const name = page.getByRole('dialog').getByRole('textbox').first()
    await name.fill('Monthly')
    await name.press('Enter')
    await page.getByRole('button', { name: say('放到“班组看板”上', 'Put it on “Shift board”') }).click()
    await laid('total 0,0 3×2', 'by_region 3,0 6×5', 'by_kind 0,5 6×5', 'monthly 6,5 6×5')
  })

  it('moves a tile, which changes places with its neighbour, and says so', async () => {
    if (isMouse) await pull(tile('by_kind'), { x: 80, y: 20 }, { x: 6 * (await columnPx()), y: 0 })
    else await tile('by_kind').press('ArrowRight')
    await laid('total 0,0 3×2', 'by_region 3,0 6×5', 'monthly 0,5 6×5', 'by_kind 6,5 6×5')
    await page
      .getByRole('status')
      .filter({ hasText: say('各类别：第 7 列，第 6 行，宽 6，高 5', 'By kind: column 7, row 6, 6 wide, 5 high') })
      .waitFor()
    if (!isMouse) expect(await tile('by_kind').evaluate((one) => one.matches(':focus'))).toBe(true)
  })

  it('leaves everything as it was when a drag is taken back', async () => {
    if (!isMouse) return
    await pull(tile('total'), { x: 60, y: 20 }, { x: 300, y: 200 }, false)
    await page.locator('[data-tile="total"][data-held]').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await laid('total 0,0 3×2', 'by_region 3,0 6×5', 'monthly 0,5 6×5', 'by_kind 6,5 6×5')
  })

  it('makes tiles larger, and takes one step back and does it again', async () => {
    const column = await columnPx()
    if (isMouse) {
      await pull(tile('total').locator('[data-edge="corner"]'), { x: 10, y: 10 }, { x: 0, y: 3 * 68 })
      await pull(tile('by_region').locator('[data-edge="right"]'), { x: 4, y: 60 }, { x: 3 * column, y: 0 })
    } else {
      for (let n = 0; n < 3; n += 1) await tile('total').press('Shift+ArrowDown')
      for (let n = 0; n < 3; n += 1) await tile('by_region').press('Shift+ArrowRight')
    }
    const whole = ['total 0,0 3×5', 'by_region 3,0 9×5', 'monthly 0,5 6×5', 'by_kind 6,5 6×5']
    await laid(...whole)
    // One pull is one step, and so is one press of a key.
    for (let n = 0; n < (isMouse ? 1 : 3); n += 1) await page.keyboard.press('Control+z')
    await laid('total 0,0 3×5', 'by_region 3,0 6×5', 'monthly 0,5 6×5', 'by_kind 6,5 6×5')
    for (let n = 0; n < (isMouse ? 1 : 3); n += 1) await page.keyboard.press('Control+Shift+z')
    await laid(...whole)
    await isAccessible()
  })

  it('shows how it stacks on a phone', async () => {
    const phone = page.getByRole('radio', { name: say('手机', 'Phone') })
    await (isMouse ? page.getByText('手机', { exact: true }).click() : phone.press('Space'))
    const preview = page.getByRole('list', { name: say('手机上的组件', 'Tiles on a phone') })
    await preview.waitFor()
    expect(await preview.locator('[data-tile]').evaluateAll((all) => all.map((one) => one.getAttribute('data-tile')))).toEqual(stacked)
    await isAccessible()
  })

  it('is published and stands in the portal as it was laid, on both screens', async () => {
    await page.getByRole('button', { name: say('发布', 'Publish'), exact: true }).click()
    const panel = page.getByRole('dialog', { name: say('发布新版本', 'Publish') })
    await panel.getByRole('button', { name: say('确认发布', 'Publish now') }).click()
    await panel.waitFor({ state: 'detached' })
    const wide = await signIn(browser, '林悦', { address, language }, `/a/${app}/d/${board}`)
    await wide.locator('[data-report="total"]').getByText('3', { exact: true }).waitFor()
    expect(await placesOf(wide.locator('article[data-report]'), 'report', 1)).toEqual([
      'total 0,0 3×5',
      'by_region 3,0 9×5',
      'monthly 0,5 6×5',
      'by_kind 6,5 6×5',
    ])
    const phone = await signIn(browser, '林悦', { address, language, phone: true }, `/a/${app}/d/${board}`)
    const tiles = phone.locator('article[data-report]')
    await tiles.last().waitFor()
    const boxes = await tiles.evaluateAll((all) =>
      all.map((one) => ({ report: one.getAttribute('data-report'), ...one.getBoundingClientRect().toJSON() })),
    )
    expect(boxes.map(({ report }) => report)).toEqual(stacked)
    for (const [at, box] of boxes.entries()) {
      expect(box.width).toBeGreaterThan(300)
      expect(box.top).toBeGreaterThanOrEqual(boxes[at - 1]?.bottom ?? 0)
    }
    expect([page, wide, phone].flatMap(({ problems }) => problems)).toEqual([])
  })
})

type Point = { x: number; y: number }

const stacked = ['total', 'by_region', 'monthly', 'by_kind']

/** Column, row, width and height of tiles, as their style has them. */
const placesOf = (tiles: Locator, name: 'tile' | 'report', first = 0): Promise<string[]> =>
  tiles.evaluateAll(
    (all, { name, first }) =>
      all.map((one) => {
        const { style } = one
        const [x, y, w, h] = ['--x', '--y', '--w', '--h'].map((variable) => Number(style.getPropertyValue(variable)))
        return `${one.getAttribute(`data-${name}`)} ${(x ?? 0) - first},${(y ?? 0) - first} ${w}×${h}`
      }),
    { name, first },
  )

/** A height within a thing that is on screen now. */
async function visible(of: Locator, y: number): Promise<number> {
  // While something is held, there is more room below than once it lies.
  await of.locator('[data-moving]').waitFor({ state: 'detached' })
  const height = await of.evaluate((one) => one.clientHeight)
  return Math.min(y, height - 4)
}
