import { expect, it, vi } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

const app = sampleApp('reports')
const whereOf = (document: typeof app | undefined) => Object.values(document?.reports.items ?? {})[0]?.where

it('asks for no chart of a table nobody has records of yet, and says why', async () => {
  const { text, previewed } = showDesigner(app, 'reports')
  await text('There is a preview once this is published')
  expect(previewed()).toEqual([])
})

it('previews the report as it is now, saved or not', async () => {
  const { text, button, previewed } = showDesigner(app, 'reports', { published: true })
  await text('No data in this period')
  expect(previewed().at(-1)?.where).toBeUndefined()
  ;(await button('Add a period')).click()
  await vi.waitFor(() => expect(previewed().at(-1)?.where).toEqual([{ field: 'created_at', in: { last: '30 days' } }]), 5_000)
})

it('adds a period, changes it and takes it away', async () => {
  const { button, find, saved, untilSaved } = showDesigner(app, 'reports')
  ;(await button('Add a period')).click()
  ;(await find('[role="group"][aria-label="Period: Created"] input[type="checkbox"]')).click()
  ;(await button('Save')).click()
  await untilSaved()
  expect(whereOf(saved())).toEqual([{ field: 'created_at', in: { last: '30 days', complete: true } }])
  ;(await find('input[aria-label="Period"]')).click()
  ;(await find('[role="option"][value="this year"]')).click()
  ;(await button('Save')).click()
  await vi.waitFor(() => expect(whereOf(saved())).toEqual([{ field: 'created_at', in: { this: 'year' } }]), 5_000)
  ;(await button('Remove “Created”')).click()
  ;(await button('Save')).click()
  await vi.waitFor(() => expect(whereOf(saved())).toBeUndefined(), 5_000)
})

it('makes a figure of another by one click, and keeps groups by what they come to', async () => {
  const { button, find, item, saved, untilSaved } = showDesigner(app, 'reports')
  ;(await button('Quick calculation of “Count”')).click()
  await item('Share of the total')
  ;(await button('Add a condition on a measure')).click()
  ;(await find('input[data-totals]')).click()
  ;(await find('[role="option"][value="grand"]')).click()
  ;(await button('Save')).click()
  await untilSaved()
  const [report] = Object.values(saved()?.reports.items ?? {})
  expect(report?.measureOrder).toHaveLength(2)
  expect(Object.values(report?.measures ?? {})[1]).toMatchObject({ share: 'total', format: 'percent' })
  expect(report?.totals).toEqual(['grand'])
  expect(report?.having).toEqual([{ measure: report?.measureOrder[0], gte: 1 }])
})

it('keeps the five largest groups, spreads them over columns, and goes down by fields', async () => {
  const { button, find, saved, untilSaved } = showDesigner(app, 'reports')
  const choose = async (field: string, option: string) => {
    const input = await find(`input[aria-label="${field}"]`)
    input.click()
    // Lists that were open before stay in the page.
    await vi.waitFor(() => expect(input.getAttribute('aria-controls')).toBeTruthy(), 5_000)
    ;(await find(`[id="${input.getAttribute('aria-controls')}"] [role="option"][value="${option}"]`)).click()
  }
  await choose('Spread over columns by a field', 'name')
  ;(await find('[aria-label="Column 1"] input[type="checkbox"]')).click()
  await choose('Add a field to break down by', 'name')
  ;(await button('Save')).click()
  await untilSaved()
  const [report] = Object.values(saved()?.reports.items ?? {})
  expect(report?.cols).toEqual([{ field: 'name', as: 'name', top: { n: 5, by: report?.measureOrder[0] } }])
  expect(report?.drill).toEqual({ columns: [], path: ['name'] })
})

it('adds a formula over the other figures and measures one against a target', async () => {
  const { button, item, text, saved, untilSaved } = showDesigner(app, 'reports')
  ;(await button('Add a formula')).click()
  await text('Calculate with the other measures by their names.')
  ;(await button('Quick calculation of “Count”')).click()
  await item('Against a target')
  await text('Part reached')
  ;(await button('Save')).click()
  await untilSaved()
  const [report] = Object.values(saved()?.reports.items ?? {})
  const [count, target, formula] = report?.measureOrder ?? []
  expect(report?.measures[formula ?? '']).toMatchObject({ logic: { var: count } })
  expect(report?.measures[target ?? '']).toMatchObject({ of: count, target: 100, show: 'attainment', format: 'percent' })
})

it('divides one figure by another, calls the rest by a name and keeps groups without a figure', async () => {
  const { button, find, saved, untilSaved } = showDesigner(app, 'reports')
  const choose = async (input: HTMLElement, option: string) => {
    input.click()
    await vi.waitFor(() => expect(input.getAttribute('aria-controls')).toBeTruthy(), 5_000)
    ;(await find(`[id="${input.getAttribute('aria-controls')}"] [role="option"][value="${option}"]`)).click()
  }
  ;(await button('Add a measure')).click()
  ;(await button('Add a ratio')).click()
  await choose(await find('input[aria-label="Spread over columns by a field"]'), 'name')
  ;(await find('[aria-label="Column 1"] input[type="checkbox"]')).click()
  const others = await find('[aria-label="Column 1"] input[lang="en"]')
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(others, 'All else')
  others.dispatchEvent(new Event('input', { bubbles: true }))
  ;(await button('Add a condition on a measure')).click()
  await choose(await find('input[aria-label="Condition 1: comparison"]'), 'empty')
  ;(await button('Save')).click()
  await untilSaved()
  const [report] = Object.values(saved()?.reports.items ?? {})
  const [first, second, ratio] = report?.measureOrder ?? []
  expect(report?.measures[ratio ?? '']).toMatchObject({ ratio: [first, second] })
  expect(report?.cols?.[0]?.top).toMatchObject({ n: 5, others: { en: 'All else' } })
  expect(report?.having).toEqual([{ measure: first, empty: true }])
})

it('asks a funnel, whose stages are moved by keyboard', async () => {
  const { button, find, saved, untilSaved } = showDesigner(app, 'reports')
  const input = await find('input[data-report-kind]')
  input.click()
  await vi.waitFor(() => expect(input.getAttribute('aria-controls')).toBeTruthy(), 5_000)
  ;(await find(`[id="${input.getAttribute('aria-controls')}"] [role="option"][value="funnel"]`)).click()
  ;(await button('Add a stage')).click()
  const handle = await button('Move the stage “Stage 3”')
  handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true }))
  ;(await button('Save')).click()
  await untilSaved()
  const [report] = Object.values(saved()?.reports.items ?? {})
  expect(report?.funnel?.stages.map(({ id }) => id)).toEqual(['all', 'stage_3', 'stage_2'])
  expect(report?.rows).toEqual([{ field: '$stage', as: 'stage' }])
  expect(report?.chart.type).toBe('funnel')
})

it('asks who comes back, in how many periods', async () => {
  const { button, find, saved, untilSaved } = showDesigner(app, 'reports')
  const input = await find('input[data-report-kind]')
  input.click()
  await vi.waitFor(() => expect(input.getAttribute('aria-controls')).toBeTruthy(), 5_000)
  ;(await find(`[id="${input.getAttribute('aria-controls')}"] [role="option"][value="retention"]`)).click()
  const period = await find('input[data-cohort-by]')
  period.click()
  await vi.waitFor(() => expect(period.getAttribute('aria-controls')).toBeTruthy(), 5_000)
  ;(await find(`[id="${period.getAttribute('aria-controls')}"] [role="option"][value="week"]`)).click()
  ;(await button('Save')).click()
  await untilSaved()
  const [report] = Object.values(saved()?.reports.items ?? {})
  expect(report?.cohort).toMatchObject({ by: 'week', periods: 6 })
  expect(report?.rows).toEqual([{ field: '$cohort.start', as: 'cohort', by: 'week' }])
})
