import type { AppDocument } from '@tangram/app-model'
import { type Collection, inOrder } from '@tangram/data-model'
import type { DashboardDocument, ReportDocument, Tile } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { type Shown, showDesigner } from '../testing/show-designer.tsx'

const listed = <T extends { id: string }>(...items: T[]): Collection<T> => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
const report = (id: string, en: string, type: string): ReportDocument => ({
  id,
  label: { en },
  from: 'leave',
  rows: [],
  measures: { count: { label: { en: 'Count' }, count: '*' } },
  measureOrder: ['count'],
  chart: { type },
})
const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, report: id, x, y, w, h })

/** A dashboard of two figures beside each other; a third report is not on it yet. */
function app(...tiles: Tile[]): AppDocument {
  const dashboard: DashboardDocument = { id: 'board', label: { en: 'Board' }, tiles: listed(...tiles) }
  return {
    ...sampleApp(),
    reports: listed(report('asked', 'Asked', 'kpi'), report('granted', 'Granted', 'kpi'), report('list', 'The list', 'table')),
    dashboards: listed(dashboard),
  }
}
const figures = [tile('asked', 0, 0, 3, 2), tile('granted', 3, 0, 3, 2)]
const place = ({ report, x, y, w, h }: Tile) => `${report} ${x},${y} ${w}×${h}`
const labels = () => [...document.querySelectorAll('[data-tile]')].map((one) => one.getAttribute('aria-label'))

async function savedTiles(shown: Shown): Promise<string[]> {
  ;(await shown.button('Save')).click()
  await shown.untilSaved()
  return inOrder(shown.saved()?.dashboards.items.board?.tiles).map(place)
}
async function key(shown: Shown, id: string, name: string, more: KeyboardEventInit = {}) {
  const target = await shown.find(`[data-tile="${id}"]`)
  target.focus()
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))
}
/** The arrow to the right opens what lies behind an item of a menu. */
async function behind(name: string) {
  const find = () => [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find((one) => one.textContent?.trim() === name)
  await expect.poll(find).toBeDefined()
  find()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }))
}
const focused = () => document.activeElement?.getAttribute('data-tile')

it('moves a tile by arrows and resizes it with Shift, says where it is and keeps the focus on it', async () => {
  const shown = showDesigner(app(...figures), 'dashboards/board')
  await key(shown, 'asked', 'ArrowRight')
  await expect.poll(labels).toEqual(['Granted: column 1, row 1, 3 wide, 2 high', 'Asked: column 4, row 1, 3 wide, 2 high'])
  expect([...document.querySelectorAll('[role="status"]')].at(-1)?.textContent).toBe('Asked: column 4, row 1, 3 wide, 2 high')
  await expect.poll(focused).toBe('asked')
  await key(shown, 'asked', 'ArrowDown', { shiftKey: true })
  await key(shown, 'asked', 'ArrowUp')
  await shown.text('Asked goes no further')
  expect(await savedTiles(shown)).toEqual(['granted 0,0 3×2', 'asked 3,0 3×3'])
})

it('takes back one step at a time', async () => {
  const shown = showDesigner(app(...figures), 'dashboards/board')
  await key(shown, 'asked', 'ArrowRight')
  await key(shown, 'asked', 'ArrowRight')
  await expect.poll(() => labels().at(-1)).toBe('Asked: column 5, row 1, 3 wide, 2 high')
  ;(await shown.button('Undo')).click()
  await expect.poll(() => labels().at(-1)).toBe('Asked: column 4, row 1, 3 wide, 2 high')
  ;(await shown.button('Undo')).click()
  await expect.poll(() => labels().at(0)).toBe('Asked: column 1, row 1, 3 wide, 2 high')
})

it('puts a report where there is room, as large as its chart asks for', async () => {
  const shown = showDesigner(app(...figures), 'dashboards/board')
  ;(await shown.find('[data-palette-report="list"]')).click()
  ;(await shown.find('[data-palette-report="asked"]')).click()
  await shown.find('[data-tile="asked_2"]')
  expect(await savedTiles(shown)).toEqual(['asked 0,0 3×2', 'granted 3,0 3×2', 'asked 6,0 3×2', 'list 0,2 12×6'])
})

it('copies, removes and closes the gap by keys, and gives the focus to the tile that follows', async () => {
  const shown = showDesigner(app(...figures), 'dashboards/board')
  await key(shown, 'asked', 'd', { ctrlKey: true })
  await shown.find('[data-tile="asked_2"]')
  await key(shown, 'asked', 'Delete')
  await shown.text('Asked was taken off')
  await expect.poll(focused).toBe('asked_2')
  expect(await savedTiles(shown)).toEqual(['asked 3,0 3×2', 'granted 3,2 3×2'])
})

it('says what a click does and shows another report by the menu of a tile', async () => {
  const shown = showDesigner(app(...figures), 'dashboards/board')
  await key(shown, 'granted', 'Enter')
  await behind('A click')
  await shown.item('A click filters the others')
  await key(shown, 'granted', 'Enter')
  await behind('Show another report')
  await shown.item('The list')
  await expect.poll(() => labels().at(-1)).toContain('The list')
  await savedTiles(shown)
  expect(shown.saved()?.dashboards.items.board?.tiles.items.granted).toEqual({ ...figures[1], report: 'list', click: 'filter' })
})

it('begins an empty dashboard from the tables in one step', async () => {
  const shown = showDesigner(app(), 'dashboards/board')
  ;(await shown.button('Make one from this app’s tables')).click()
  await expect.poll(() => labels().length).toBeGreaterThanOrEqual(4)
  ;(await shown.button('Undo')).click()
  await shown.button('Make one from this app’s tables')
  await expect.poll(() => document.querySelectorAll('[data-palette-report]').length).toBe(3)
})

it('shows how the tiles stack on a phone', async () => {
  const shown = showDesigner(app(tile('list', 0, 2, 12, 6), ...figures), 'dashboards/board')
  ;(await shown.find('input[type="radio"][value="phone"]')).click()
  await shown.find('[aria-label="Tiles on a phone"]')
  expect(
    [...document.querySelectorAll<HTMLElement>('[data-tile]')].map((one) => [one.dataset.tile, one.style.getPropertyValue('--columns')]),
  ).toEqual([
    ['asked', '1'],
    ['granted', '1'],
    ['list', '2'],
  ])
})

it('leads to a new report and back, which puts it on', async () => {
  const shown = showDesigner(app(...figures), 'dashboards/board')
  ;(await shown.button('New report')).click()
  await shown.field('Name', 'Refused')
  await shown.submit()
  ;(await shown.button('Put it on “Board”')).click()
  await shown.find('[data-tile="refused"]')
  expect(await savedTiles(shown)).toContain('refused 6,0 6×5')
})
