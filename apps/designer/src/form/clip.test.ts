import { type AppDocument, applyCommand } from '@tangram/app-model'
import type { FieldElement, FormElement } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { clipOf, pasteCommand, readClip } from './clip.ts'

const text = (id: string, label = id) => ({ id, type: 'text', label: { 'zh-CN': label, en: label } })
const show = (id: string, more: Partial<FieldElement> = {}): FormElement => ({ id, kind: 'field', field: id, ...more })

function app(id: string, fields: string[], elements: FormElement[], order = elements.map((element) => element.id)): AppDocument {
  const items = Object.fromEntries(fields.map((field) => [field, text(field)]))
  const entity = { id: 'ticket', label: {}, title: fields[0] ?? '', fields: { order: fields, items } }
  const form = (name: string, on: FormElement[], top: string[]) => ({
    id: name,
    label: {},
    entity: 'ticket',
    elements: { order: top, items: Object.fromEntries(on.map((element) => [element.id, element])) },
  })
  return {
    id,
    entities: { order: ['ticket'], items: { ticket: entity } },
    forms: { order: ['one', 'two'], items: { one: form('one', elements, order), two: form('two', [], []) } },
  } as unknown as AppDocument
}

const asked = { '==': [{ var: 'kind' }, 'other'] }
const source = app(
  'desk',
  ['kind', 'reason'],
  [
    { id: 'more', kind: 'section', label: {}, order: ['kind', 'reason'] },
    show('kind'),
    show('reason', { visible: asked, checks: [{ holds: asked, message: { en: 'No' } }] }),
  ],
  ['more'],
)
const form = (document: AppDocument, id: string) => document.forms.items[id] as NonNullable<AppDocument['forms']['items'][string]>
const clip = clipOf(source, form(source, 'one'), ['more'])
const end = { parent: null, before: null }

function paste(into: AppDocument, formId: string, what = clip) {
  const { command, elements } = pasteCommand({ document: into, used: {}, form: form(into, formId) }, what, end)
  const { document, inverse } = applyCommand(into, command)
  return { document, elements, items: form(document, formId).elements.items, back: applyCommand(document, inverse).document }
}

describe('elements on the clipboard', () => {
  it('come with what they hold and the fields they show, as text', () => {
    expect(Object.keys(clip.items)).toEqual(['more', 'kind', 'reason'])
    expect(readClip(JSON.stringify(clip))).toEqual(clip)
    for (const other of ['', 'hello', '{"tangram":"form-elements"}', '{"tangram":"form-elements","order":["a"],"items":{},"fields":{}}']) {
      expect(readClip(other), other).toBeUndefined()
    }
  })

  it('show the same fields on another form of the table', () => {
    const { document, items, elements } = paste(source, 'two')
    expect(elements).toEqual(['more'])
    expect(items.more).toMatchObject({ kind: 'section', order: ['kind', 'reason'] })
    expect(items.reason).toMatchObject({ field: 'reason', visible: asked })
    expect(document.entities.items.ticket?.fields.order).toEqual(['kind', 'reason'])
  })

  it('become new fields on a form that shows them already, whose conditions speak of the new ones', () => {
    const { document, items, elements, back } = paste(source, 'one')
    expect(elements).toEqual(['more_2'])
    expect(document.entities.items.ticket?.fields.order).toEqual(['kind', 'reason', 'kind_2', 'reason_2'])
    const copied = Object.values(items).find((item) => item.kind === 'field' && item.field === 'reason_2') as FieldElement
    expect(copied.visible).toEqual({ '==': [{ var: 'kind_2' }, 'other'] })
    expect(copied.checks?.[0]?.holds).toEqual({ '==': [{ var: 'kind_2' }, 'other'] })
    expect(items.reason).toMatchObject({ visible: asked })
    expect(back).toEqual(source)
  })

  it('bring fields along to another app that lacks them', () => {
    const other = app('shop', ['name'], [show('name')])
    const { document, items } = paste(other, 'one')
    expect(document.entities.items.ticket?.fields.items.reason).toMatchObject({ type: 'text', label: { en: 'reason' } })
    expect(Object.values(items).map((item) => item.kind)).toEqual(['field', 'section', 'field', 'field'])
  })

  it('bring a field of its own where the name is taken by another type', () => {
    const other = app('shop', ['name', 'kind'], [show('name')])
    Object.assign(other.entities.items.ticket?.fields.items.kind ?? {}, { type: 'number' })
    const { document } = paste(other, 'one')
    expect(document.entities.items.ticket?.fields.items.kind?.type).toBe('number')
    expect(document.entities.items.ticket?.fields.items.kind_2).toMatchObject({ type: 'text' })
  })
})
