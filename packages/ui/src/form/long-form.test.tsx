import type { EntityDocument } from '@tangram/data-model'
import { compileForm, createFormState, fieldTypes } from '@tangram/form-engine'
import { afterEach, describe, expect, it } from 'vitest'
import { byLabel, render, type } from '../testing/render.tsx'
import type { FormSources } from './form-sources.ts'
import { FormView } from './form-view.tsx'
import type { WidgetProps } from './widget.ts'
import { widgets } from './widgets/index.ts'

const sources: FormSources = {
  options: () => Promise.resolve([]),
  upload: () => Promise.reject(new Error('not here')),
  fileUrl: () => null,
}

/** A form with so many lines of text. */
function modelOf(count: number) {
  const order = Array.from({ length: count }, (_, index) => `f${index}`)
  const entity: EntityDocument = {
    id: 'long',
    label: { en: 'Long' },
    title: 'f0',
    fields: { order, items: Object.fromEntries(order.map((id) => [id, { id, type: 'text', label: { en: id } }])) },
  }
  const items = Object.fromEntries(order.map((id) => [id, { id, kind: 'field' as const, field: id }]))
  const form = { id: 'long', label: { en: 'Long' }, entity: 'long', elements: { order, items } }
  return createFormState(compileForm(form, entity, fieldTypes), {}, { now: '2026-11-22T08:00:00.000Z', zone: 'UTC' })
}

const { text } = widgets
afterEach(() => {
  Object.assign(widgets, { text })
})

describe('a long form', () => {
  it('shows every field once, in order, over several groups', async () => {
    const { box } = await render(<FormView model={modelOf(130)} sources={sources} />)
    const shown = [...box.querySelectorAll('[data-field]')].map((field) => field.getAttribute('data-field'))
    expect(shown).toEqual(Array.from({ length: 130 }, (_, index) => `f${index}`))
    expect(new Set([...box.querySelectorAll('[data-field]')].map((field) => field.parentElement?.parentElement)).size).toBe(4)
  })

  it('renders one field for one key', async () => {
    const rendered: string[] = []
    const Line = text?.component
    const component = (props: WidgetProps) => {
      rendered.push(props.field.id)
      return Line ? <Line {...props} /> : null
    }
    Object.assign(widgets, { text: { ...text, component } })
    const model = modelOf(130)
    await render(<FormView model={model} sources={sources} />)
    rendered.length = 0
    await type(byLabel('f77'), 'a')
    expect(model.get('f77').value).toBe('a')
    expect(new Set(rendered)).toEqual(new Set(['f77']))
  })
})
