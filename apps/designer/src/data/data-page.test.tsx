import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

it('shows who may do what with a table, and gives a right', async () => {
  const { find, button, saved, untilSaved } = showDesigner(sampleApp(), 'data')
  const group = await find('[role="group"][aria-label="Member"]')
  expect(group.querySelectorAll('input:checked')).toHaveLength(3)
  group.querySelectorAll('input')[3]?.click()
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.access.roles.items.member?.grants.leave).toEqual({ read: true, create: true, update: true, delete: true })
})

it('makes a role, gives it a right, renames it and retires it', async () => {
  const { find, button, confirm, item, field, submit, saved, untilSaved, text } = showDesigner(sampleApp(), 'data')
  ;(await button('New role')).click()
  await field('Name', 'Lead')
  await submit()
  const group = await find('[role="group"][aria-label="Lead"]')
  group.querySelectorAll('input')[0]?.click()
  ;(await button('More for “Member”')).click()
  await item('Delete')
  await confirm('Delete')
  ;(await button('More for “Lead”')).click()
  await item('Role settings')
  await field('Name (English)', 'Team lead')
  await confirm('Done')
  await text('Team lead')
  ;(await button('Save')).click()
  await untilSaved()
  const { order, items } = saved()?.access.roles ?? { order: [], items: {} }
  expect(order).toEqual(['builder', 'lead'])
  expect(items.lead).toMatchObject({ label: { en: 'Team lead' }, grants: { leave: { read: true } } })
})

it('does not let the last role that may open the designer go', async () => {
  const { find, button, item } = showDesigner(sampleApp(), 'data')
  ;(await button('More for “Builder”')).click()
  await item('Delete')
  const last = await find('[role="dialog"] button[disabled]')
  expect(last.textContent).toBe('Delete')
})
