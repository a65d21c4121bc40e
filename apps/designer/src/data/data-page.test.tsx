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
