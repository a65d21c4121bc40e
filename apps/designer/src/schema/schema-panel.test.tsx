import { toJsonSchema } from '@tangram/form-engine'
import { expect, it, vi } from 'vitest'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

async function paste(find: (selector: string) => Promise<HTMLElement>, schema: unknown): Promise<void> {
  const source = (await find('[role="dialog"] textarea:not([aria-hidden])')) as HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(
    source,
    typeof schema === 'string' ? schema : JSON.stringify(schema),
  )
  source.dispatchEvent(new Event('input', { bubbles: true }))
}

it('shows what a JSON Schema gives and what it cannot keep, then makes the table, its form and its list', async () => {
  const { find, button, confirm, saved, untilSaved, text } = showDesigner(sampleApp(), 'data')
  ;(await button('New table from JSON Schema')).click()
  await paste(find, '{"type":')
  await text('This is not JSON')
  await paste(find, {
    title: 'Order',
    type: 'object',
    required: ['no'],
    properties: {
      no: { type: 'string' },
      items: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } },
      host: { type: 'string', format: 'hostname' },
    },
  })
  await text('The format “hostname” is not checked')
  await text('/properties/host/format')
  await text('Fields it gives (3)')
  expect(saved()).toBeUndefined()
  await confirm('Create the table')
  ;(await button('Save')).click()
  await untilSaved()
  const { entities, forms, views, access } = saved() ?? sampleApp()
  expect(entities.items.order).toMatchObject({
    label: { en: 'Order' },
    fields: { order: ['no', 'items', 'host'], items: { no: { type: 'text', required: true }, items: { type: 'subform' } } },
  })
  expect(forms.items.order).toMatchObject({ entity: 'order', elements: { order: ['no', 'items', 'host'] } })
  expect(views.items.order).toMatchObject({ form: 'order' })
  expect(access.roles.items.member?.grants.order).toEqual({ read: true, create: true, update: true })
})

it('makes nothing of a schema without fields, nor one that the app would refuse', async () => {
  const { find, button, text } = showDesigner(sampleApp(), 'data')
  ;(await button('New table from JSON Schema')).click()
  await paste(find, { type: 'string' })
  await text('A table follows from an object with properties')
  expect((await find('[role="dialog"] button[disabled]')).textContent).toBe('Create the table')
  await paste(find, { properties: { no: { type: 'string' }, customer: { 'x-field-type': 'relation', 'x-config': { entity: 'nowhere' } } } })
  await text('nowhere')
  expect((await find('[role="dialog"] button[disabled]')).textContent).toBe('Create the table')
})

it('exports the schema of a table, from which the same table comes again under another name', async () => {
  const app = sampleApp()
  const files: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    files.push(file as Blob)
    return 'blob:here'
  })
  const { find, button, item, confirm, saved, untilSaved, text } = showDesigner(app, 'data')
  ;(await button('More for “Leave”')).click()
  await item('Export JSON Schema')
  const written = JSON.parse((await files[0]?.text()) ?? 'null')
  expect(written).toEqual(toJsonSchema(app.entities.items.leave ?? ({} as never), platform.fields))
  ;(await button('New table from JSON Schema')).click()
  await paste(find, written)
  await text('All of it can be kept')
  await confirm('Create the table')
  ;(await button('Save')).click()
  await untilSaved()
  const { leave, leave_2 } = saved()?.entities.items ?? {}
  expect(leave_2).toEqual({ ...leave, id: 'leave_2' })
})
