import type { AppDocument, Command, ElementPlace } from '@tangram/app-model'
import { inOrder, textIn } from '@tangram/data-model'
import { childrenOf, type FormDocument, type FormElement } from '@tangram/form-engine'
import { notify, useLocale, useTranslation } from '@tangram/ui'
import { useMemo, useRef, useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { type Clip, clipOf, pasteCommand } from './clip.ts'
import { type Columns, inStep } from './columns/edit-columns.ts'
import type { Dragged, PaletteItem } from './drag.ts'
import { makeElement } from './make-element.ts'
import { accepts, placeAfter, placeFor, refusal } from './place.ts'

/** What one can do to the form being edited. Mouse, keyboard and menus all come through here. Stable: using it renders nothing. */
export type FormEdits = {
  /** The form at this very moment, for handlers. */
  form(): FormDocument
  /** Adds a palette item into or after the selected element, else at the end. */
  add(item: PaletteItem): void
  canPlace(dragged: Dragged, place: ElementPlace): boolean
  place(dragged: Dragged, place: ElementPlace): void
  remove(element: string): void
  /** The element with all it holds, for the clipboard. */
  copy(element: string): Clip | undefined
  /** Puts copied elements into or after the selected one, or after `after`. */
  paste(clip: Clip, after?: string): void
  updateElement(element: string, patch: { [property: string]: unknown }): void
  updateField(field: string, patch: { [property: string]: unknown }): void
  /** Changes the columns of a sub-form, and with them what forms say of columns. */
  updateColumns(field: string, columns: Columns): void
  updateForm(patch: { [property: string]: unknown }): void
}

export function useFormEdits(
  formId: string,
  selected: string | null,
  select: (element: string | null) => void,
): { edits: FormEdits; announcement: string } {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { run, undo, current, usedIds } = useDraftActions()
  const [announcement, announce] = useState('')
  const latest = useRef({ selected, select })
  latest.current = { selected, select }

  const edits = useMemo((): FormEdits => {
    const form = () => current().forms.items[formId] as FormDocument
    const select = (element: string | null) => latest.current.select(element)
    const given = () => ({ document: current(), used: usedIds(), form: form() })

    function insert(item: PaletteItem, place: ElementPlace) {
      const made = makeElement({ ...given(), words: (kind) => t(kind), locale }, item, place)
      run(made.command)
      select(made.element)
      announce(t('added', { name: made.name }))
    }
    const chosen = () => {
      const { selected } = latest.current
      return selected !== null && form().elements.items[selected] ? selected : null
    }

    return {
      form,
      add(item) {
        const place = placeFor(form(), item.kind, chosen())
        if (place) insert(item, place)
      },
      canPlace(dragged, place) {
        if (dragged.from === 'palette') return accepts(form(), place.parent, dragged.item.kind)
        return refusal(form(), dragged.element, place) === undefined
      },
      place(dragged, place) {
        if (dragged.from === 'palette') return insert(dragged.item, place)
        if (refusal(form(), dragged.element, place) || dragged.element === place.before) return
        run({ type: 'move-element', form: formId, element: dragged.element, place })
        announce(t('moved', { name: nameOf(current(), form(), dragged.element, locale) }))
      },
      remove(element) {
        const found = form().elements.items[element]
        if (!found) return
        const name = nameOf(current(), form(), element, locale)
        run(removal(current(), form(), found))
        select(null)
        announce(t('removed', { name }))
        void notify({ message: t('removed', { name }), undo: { label: t('undo'), run: undo } })
      },
      copy(element) {
        if (!form().elements.items[element]) return undefined
        announce(t('copied', { name: nameOf(current(), form(), element, locale) }))
        return clipOf(current(), form(), [element])
      },
      paste(clip, after) {
        const first = clip.order[0]
        const kind = first === undefined ? undefined : clip.items[first]?.kind
        if (kind === undefined) return
        const place = after === undefined ? placeFor(form(), kind, chosen()) : placeAfter(form(), after)
        // A lone tab or step has no place on a form without a group for it.
        if (!place) return announce(t('no-place-for', { name: t(kind === 'field' ? 'field' : kind) }))
        const { command, elements } = pasteCommand(given(), clip, place)
        run(command)
        const [pasted] = elements
        if (pasted === undefined) return
        select(pasted)
        announce(t('added', { name: nameOf(current(), form(), pasted, locale) }))
      },
      updateElement: (element, patch) => run(patchAt(['forms', 'items', formId, 'elements', 'items', element], patch)),
      updateField: (field, patch) => run(patchAt(['entities', 'items', form().entity, 'fields', 'items', field], patch)),
      updateColumns(field, columns) {
        const { entity } = form()
        const before = current().entities.items[entity]?.fields.items[field]?.fields ?? { order: [], items: {} }
        const ofForms = inOrder(current().forms)
          .filter((each) => each.entity === entity)
          .flatMap((each) =>
            Object.values(each.elements.items).flatMap((element) => {
              if (element.kind !== 'field' || element.field !== field || !element.columns) return []
              const shown = inStep(element.columns, before, columns)
              return [patchAt(['forms', 'items', each.id, 'elements', 'items', element.id], { columns: shown })]
            }),
          )
        const ofField = patchAt(['entities', 'items', entity, 'fields', 'items', field], { fields: columns })
        run({ type: 'batch', commands: [ofField, ...ofForms] })
      },
      updateForm: (patch) => run(patchAt(['forms', 'items', formId], patch)),
    }
  }, [current, formId, locale, run, t, undo, usedIds])
  return { edits, announcement }
}

function nameOf(document: AppDocument, form: FormDocument, id: string, locale: 'zh-CN' | 'en'): string {
  const element = form.elements.items[id]
  if (element?.kind !== 'field') return textIn(element?.label, locale, id)
  return textIn(element.label ?? document.entities.items[form.entity]?.fields.items[element.field]?.label, locale, id)
}

/** A field that stands on no other form leaves the entity too; publishing retires its column and keeps the data. */
function removal(document: AppDocument, form: FormDocument, element: FormElement): Command {
  const within = (one: FormElement): FormElement[] => [
    one,
    ...childrenOf(one).flatMap((id) => {
      const child = form.elements.items[id]
      return child ? within(child) : []
    }),
  ]
  const orphans = within(element).flatMap((item) =>
    item.kind === 'field' && !isUsedElsewhere(document, form, item.field) ? [item.field] : [],
  )
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
