import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

it('a group of an approval is added and removed as a form, never as JSON', async () => {
  const { button, find, untilSaved, saved } = showDesigner(sampleApp('processes'), 'flows/leave/approve')
  const properties = await find('aside')
  expect(properties.querySelector('textarea')).toBeNull()
  ;(await button('Add: Groups')).click()
  ;(await button('Remove “Groups 1”')).click()
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.processes.items.leave?.nodes.items.approve?.config.groups).toMatchObject([
    { label: { en: 'Groups 2' }, assignees: { kind: 'initiator' } },
  ])
})

it('a step is added after this one and opens', async () => {
  const { button, item, untilSaved, saved } = showDesigner(sampleApp('processes'), 'flows/leave/start')
  ;(await button('Add a step after this')).click()
  await item('Handle')
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.processes.items.leave?.flows.items.start_approve?.to).toBe('chu_li')
  expect(window.location.pathname).toBe('/designer/app/flows/leave/chu_li')
})
