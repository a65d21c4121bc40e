import type { FormDocument } from '@tangram/form-engine'
import type { Place } from './drag.ts'

/** The ids of one level of a form in order: the form itself (null) or a section. */
export function levelOf(form: FormDocument, parent: string | null): readonly string[] {
  if (parent === null) return form.elements.order
  const container = form.elements.items[parent]
  return container?.kind === 'section' ? container.order : []
}

/** The section an element lies in; null for the form itself. */
export function parentOf(form: FormDocument, element: string): string | null {
  const container = Object.values(form.elements.items).find((item) => item.kind === 'section' && item.order.includes(element))
  return container?.id ?? null
}

/** The place right after an element. */
export function placeAfter(form: FormDocument, element: string): Place {
  const parent = parentOf(form, element)
  const level = levelOf(form, parent)
  return { parent, before: level[level.indexOf(element) + 1] ?? null }
}

/** One step up or down for an element within its level; undefined at the edge. */
export function placeBeside(form: FormDocument, element: string, step: -1 | 1): Place | undefined {
  const parent = parentOf(form, element)
  const level = levelOf(form, parent)
  const index = level.indexOf(element)
  if (step === -1) {
    const before = level[index - 1]
    return before === undefined ? undefined : { parent, before }
  }
  return index + 1 >= level.length ? undefined : { parent, before: level[index + 2] ?? null }
}

/** Why an element may not land there; undefined when it may. Sections do not lie in sections. */
export function refusal(form: FormDocument, element: string, place: Place): 'into-itself' | 'section-in-section' | undefined {
  if (place.parent === null) return undefined
  if (place.parent === element) return 'into-itself'
  return form.elements.items[element]?.kind === 'section' ? 'section-in-section' : undefined
}
