import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

it.each([
  ['reports', 'reports', 'New report'],
  ['views', 'views', 'New list'],
] as const)('%s: a new one is asked for its name, opens, and is saved', async (section, kind, title) => {
  const { button, field, submit, untilSaved, saved } = showDesigner(sampleApp(), section)
  ;(await button(title)).click()
  await field('Name', 'Holidays')
  await submit()
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.[kind].items.holidays?.label).toEqual({ en: 'Holidays' })
  expect(window.location.pathname).toBe(`/designer/app/${section}/holidays`)
})

it('deletes what is open once that is confirmed, and undo brings it back', async () => {
  const { button, confirm, item, text } = showDesigner(sampleApp('reports'), 'reports/leave')
  ;(await button('More for “Leave”')).click()
  await item('Delete')
  await confirm('Delete')
  await text('No reports yet')
  ;(await button('Undo')).click()
  await text('Data: Leave')
})
