import type { AppDocument, Command, ElementPlace, UsedIds } from '@tangram/app-model'
import { type FieldDocument, type Locale, textIn } from '@tangram/data-model'
import type { FormDocument, FormElement } from '@tangram/form-engine'
import { fieldTypeNamed } from '../platform.ts'
import { firstColumns } from './columns/edit-columns.ts'
import type { PaletteItem } from './drag.ts'
import { freeLabel, idFrom, newFieldId } from './new-element.ts'

export type Made = { command: Command; element: string; name: string }

type Given = { document: AppDocument; used: UsedIds; form: FormDocument; words: (kind: FormElement['kind']) => string; locale: Locale }

/** A new element as one step for undo: a field comes with its column, tabs and steps with the first two of them. */
export function makeElement({ document, used, form, words, locale }: Given, item: PaletteItem, place: ElementPlace): Made {
  const taken = new Set(Object.keys(form.elements.items))
  const freeId = (label: string) => {
    const id = idFrom(label, (candidate) => taken.has(candidate))
    taken.add(id)
    return id
  }
  const add = (element: FormElement, at: ElementPlace): Command => ({ type: 'add-element', form: form.id, element, place: at })

  if (item.kind === 'field') {
    const type = fieldTypeNamed(item.type)
    const label = freeLabel(document, form.entity, type?.label ?? { 'zh-CN': item.type, en: item.type })
    const field: FieldDocument = {
      id: newFieldId(document, form.entity, textIn(label, 'zh-CN'), used),
      type: item.type,
      label,
      config: type ? startConfig(type.config) : {},
      ...(type?.columns ? { fields: firstColumns } : {}),
    }
    const element: FormElement = { id: freeId(field.id), kind: 'field', field: field.id }
    const commands: Command[] = [{ type: 'add-field', entity: form.entity, field }, add(element, place)]
    return { command: { type: 'batch', commands }, element: element.id, name: textIn(label, locale) }
  }

  const { kind } = item
  const name = words(kind)
  const id = freeId(kind)
  const page = ({ tabs: 'tab', steps: 'step' } as const)[kind as 'tabs' | 'steps']
  if (page) {
    const pages = [1, 2].map((n) => {
      const label = { [locale]: `${words(page)} ${n}` }
      return add({ id: freeId(page), kind: page, label, order: [] }, { parent: id, before: null })
    })
    const group = add({ id, kind, label: { [locale]: name }, order: [] } as FormElement, place)
    return { command: { type: 'batch', commands: [group, ...pages] }, element: id, name }
  }
  const siblings = place.parent === null ? 0 : (form.elements.items[place.parent] as { order: unknown[] }).order.length
  const label = { [locale]: kind === 'tab' || kind === 'step' ? `${name} ${siblings + 1}` : name }
  const isHolder = kind === 'section' || kind === 'tab' || kind === 'step'
  const element = { id, kind, label, ...(isHolder ? { order: [] } : {}), ...(kind === 'button' ? { action: openNothing } : {}) }
  return { command: add(element as FormElement, place), element: id, name }
}

const openNothing = { type: 'open', address: 'https://' }

/** The settings a new field begins with: the defaults its type declares. */
function startConfig(schema: NonNullable<ReturnType<typeof fieldTypeNamed>>['config']): FieldDocument['config'] {
  return Object.fromEntries(Object.entries(schema).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])))
}
