import type { AppDocument, Command, ElementPlace, UsedIds } from '@tangram/app-model'
import { type FieldDocument, textIn } from '@tangram/data-model'
import type { FormDocument, FormElement } from '@tangram/form-engine'
import { useLocale, useTranslation } from '@tangram/ui'
import { useMemo, useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { fieldTypeNamed } from '../platform.ts'
import { firstColumns } from './columns/edit-columns.ts'
import type { Dragged, PaletteItem } from './drag.ts'
import { freeLabel, idFrom, newFieldId } from './new-element.ts'
import { placeAfter, refusal } from './place.ts'

/** What one can do to the form being edited. Mouse, keyboard and menus all come through here. */
export type FormEdits = {
  /** Adds a palette item after the selected element, else at the end. */
  add(item: PaletteItem): void
  canPlace(dragged: Dragged, place: ElementPlace): boolean
  place(dragged: Dragged, place: ElementPlace): void
  remove(element: string): void
  updateElement(element: string, patch: { [property: string]: unknown }): void
  updateField(field: string, patch: { [property: string]: unknown }): void
  updateForm(patch: { [property: string]: unknown }): void
  /** What just happened, for screen readers. */
  announcement: string
}

export function useFormEdits(formId: string, selected: string | null, select: (element: string | null) => void): FormEdits {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { run, current, usedIds } = useDraftActions()
  const [announcement, announce] = useState('')

  return useMemo(() => {
    const formNow = () => current().forms.items[formId] as FormDocument

    function insert(item: PaletteItem, place: ElementPlace) {
      const { command, element, name } = newElement(current(), usedIds(), formNow(), item, place, (kind) => t(kind), locale)
      run(command)
      select(element)
      announce(t('added', { name }))
    }

    return {
      announcement,
      add(item) {
        const form = formNow()
        const at: ElementPlace =
          selected !== null && form.elements.items[selected] ? placeAfter(form, selected) : { parent: null, before: null }
        insert(item, item.kind === 'section' ? { parent: null, before: at.parent === null ? at.before : null } : at)
      },
      canPlace(dragged, place) {
        if (dragged.from === 'palette') return dragged.item.kind !== 'section' || place.parent === null
        return refusal(formNow(), dragged.element, place) === undefined
      },
      place(dragged, place) {
        if (dragged.from === 'palette') return insert(dragged.item, place)
        if (refusal(formNow(), dragged.element, place) || dragged.element === place.before) return
        run({ type: 'move-element', form: formId, element: dragged.element, place })
        announce(t('moved', { name: nameOf(current(), formNow(), dragged.element, locale) }))
      },
      remove(element) {
        const form = formNow()
        const found = form.elements.items[element]
        if (!found) return
        const name = nameOf(current(), form, element, locale)
        run(removal(current(), form, found))
        select(null)
        announce(t('removed', { name }))
      },
      updateElement: (element, patch) => run(patchAt(['forms', 'items', formId, 'elements', 'items', element], patch)),
      updateField: (field, patch) => run(patchAt(['entities', 'items', formNow().entity, 'fields', 'items', field], patch)),
      updateForm: (patch) => run(patchAt(['forms', 'items', formId], patch)),
    }
  }, [announcement, current, formId, locale, run, select, selected, t, usedIds])
}

function nameOf(document: AppDocument, form: FormDocument, id: string, locale: 'zh-CN' | 'en'): string {
  const element = form.elements.items[id]
  if (element?.kind !== 'field') return textIn(element?.label, locale, id)
  return textIn(element.label ?? document.entities.items[form.entity]?.fields.items[element.field]?.label, locale, id)
}

type Words = (key: 'section' | 'heading' | 'description' | 'divider') => string

/** A field comes with its column: the entity gets the field, the form its element, as one step for undo. */
function newElement(
  document: AppDocument,
  used: UsedIds,
  form: FormDocument,
  item: PaletteItem,
  place: ElementPlace,
  words: Words,
  locale: 'zh-CN' | 'en',
) {
  const takenElement = (id: string) => Object.hasOwn(form.elements.items, id)
  if (item.kind !== 'field') {
    const id = idFrom(item.kind, takenElement)
    const label = { [locale]: words(item.kind) }
    const element: FormElement = item.kind === 'section' ? { id, kind: 'section', label, order: [] } : { id, kind: item.kind, label }
    return { command: { type: 'add-element', form: form.id, element, place } satisfies Command, element: id, name: words(item.kind) }
  }
  const type = fieldTypeNamed(item.type)
  const label = freeLabel(document, form.entity, type?.label ?? { 'zh-CN': item.type, en: item.type })
  const field: FieldDocument = {
    id: newFieldId(document, form.entity, textIn(label, 'zh-CN'), used),
    type: item.type,
    label,
    config: type ? startConfig(type.config) : {},
    ...(type?.columns ? { fields: firstColumns } : {}),
  }
  const element: FormElement = { id: idFrom(field.id, takenElement), kind: 'field', field: field.id }
  const command: Command = {
    type: 'batch',
    commands: [
      { type: 'add-field', entity: form.entity, field },
      { type: 'add-element', form: form.id, element, place },
    ],
  }
  return { command, element: element.id, name: textIn(label, locale) }
}

/** The settings a new field begins with: the defaults its type declares. */
function startConfig(schema: NonNullable<ReturnType<typeof fieldTypeNamed>>['config']): FieldDocument['config'] {
  return Object.fromEntries(Object.entries(schema).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])))
}

/** A field that stands on no other form leaves the entity too; publishing retires its column and keeps the data. */
function removal(document: AppDocument, form: FormDocument, element: FormElement): Command {
  const removed = [element, ...(element.kind === 'section' ? element.order.map((id) => form.elements.items[id]) : [])]
  const orphans = removed.flatMap((item) => (item?.kind === 'field' && !isUsedElsewhere(document, form, item.field) ? [item.field] : []))
  return {
    type: 'batch',
    commands: [
      { type: 'remove-element', form: form.id, element: element.id },
      ...orphans.map((field): Command => ({ type: 'remove-field', entity: form.entity, field })),
    ],
  }
}

function isUsedElsewhere(document: AppDocument, form: FormDocument, field: string): boolean {
  const { entity } = form
  const others = Object.values(document.forms.items).filter((other) => other.id !== form.id && other.entity === entity)
  if (others.some((other) => Object.values(other.elements.items).some((item) => item.kind === 'field' && item.field === field))) return true
  // Named anywhere else (a view, a report, a flow, a formula, rights): the field stays, only this form no longer shows it.
  const { entities, forms: _forms, ...rest } = document
  const owner = entities.items[entity]
  const names = JSON.stringify([
    rest,
    owner?.title,
    owner?.unique,
    owner?.indexes,
    Object.values(owner?.fields.items ?? {}).map(({ default: d, computed }) => [d, computed]),
  ])
  return names.includes(`"${field}"`) || names.includes(`.${field}"`) || names.includes(`{{${field}`)
}
