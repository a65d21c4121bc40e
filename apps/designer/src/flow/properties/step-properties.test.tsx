import { expect, it, vi } from 'vitest'
import { sampleApp } from '../../testing/sample-app.ts'
import { showDesigner } from '../../testing/show-designer.tsx'
import { typeInto } from '../../testing/type-into.ts'

it('a group of an approval is added and removed as a form, never as JSON', async () => {
  const { button, find, untilSaved, saved } = showDesigner(sampleApp('processes'), 'flows/leave/approve')
  const properties = await find('aside')
  expect(properties.querySelector('textarea')).toBeNull()
  ;(await button('Add: Groups')).click()
  ;(await button('Remove “Groups 1”')).click()
  ;(await button('Add: Groups')).click()
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.processes.items.leave?.nodes.items.approve?.config.groups).toMatchObject([
    { label: { en: 'Groups 1' }, assignees: { kind: 'initiator' } },
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

it('an event for borders from the palette sits on the step that is open', async () => {
  const { find, button, untilSaved, saved } = showDesigner(sampleApp('processes'), 'flows/leave/approve')
  ;(await find('[data-step-type="boundary-timer"]')).click()
  await find('[data-goes-on], .react-flow__node[data-id="chao_shi_shi_jian"]')
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.processes.items.leave?.nodes.items.chao_shi_shi_jian).toMatchObject({ attachedTo: 'approve', config: { after: 'P1D' } })
})

it('variables of the process are made beside it', async () => {
  const { button, untilSaved, saved } = showDesigner(sampleApp('processes'), 'flows/leave')
  ;(await button('Add a variable')).click()
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.processes.items.leave?.variables?.items.variable_1).toMatchObject({ valueType: { kind: 'text' } })
})

it('what a signal carries is named by typing, as its receivers call it', async () => {
  const document = sampleApp('processes')
  const approve = document.processes.items.leave?.nodes.items.approve
  Object.assign(approve ?? {}, { type: 'throw-signal', config: { signal: 'paid' } })
  const { find, button, untilSaved, saved } = showDesigner(document, 'flows/leave/approve')
  const name = (await find('input[placeholder^="Type a name and press Enter"]')) as HTMLInputElement
  typeInto(name, 'sum')
  await vi.waitFor(() => expect(name.value).toBe('sum'))
  name.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await button('Remove “sum”')
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.processes.items.leave?.nodes.items.approve?.config).toMatchObject({ payload: { sum: '' } })
})
