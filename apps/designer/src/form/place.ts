import { childrenOf, type FormDocument, type FormElement, isContainer, nestingProblem } from '@tangram/form-engine'
import type { Place } from './drag.ts'

type Kind = FormElement['kind']

/** The ids of one level of a form in order: the form itself (null) or a container. */
export function levelOf(form: FormDocument, parent: string | null): readonly string[] {
  return parent === null ? form.elements.order : childrenOf(form.elements.items[parent])
}

/** The container an element lies in; null for the form itself. */
export function parentOf(form: FormDocument, element: string): string | null {
  return Object.values(form.elements.items).find((item) => childrenOf(item).includes(element))?.id ?? null
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

/** Out of its container, to stand right after it; undefined where it would not be allowed. */
export function placeOutside(form: FormDocument, element: string): Place | undefined {
  for (let parent = parentOf(form, element); parent !== null; parent = parentOf(form, parent)) {
    const place = placeAfter(form, parent)
    if (!refusal(form, element, place)) return place
  }
  return undefined
}

/** Into the container right before it on its level, at its end; into the open page of tabs or steps. */
export function placeInside(form: FormDocument, element: string): Place | undefined {
  const level = levelOf(form, parentOf(form, element))
  const before = level[level.indexOf(element) - 1]
  const candidates = before === undefined ? [] : [before, ...childrenOf(form.elements.items[before])]
  const holder = candidates.find((id) => isContainer(form.elements.items[id]) && !refusal(form, element, { parent: id, before: null }))
  return holder === undefined ? undefined : { parent: holder, before: null }
}

/** Whether an element of this kind may lie there. */
export function accepts(form: FormDocument, parent: string | null, kind: Kind): boolean {
  return nestingProblem(kind, parent === null ? undefined : form.elements.items[parent]?.kind) === undefined
}

/** Why an element may not land there; undefined when it may. */
export function refusal(form: FormDocument, element: string, { parent }: Place): 'into-itself' | 'wrong-place' | undefined {
  if (parent !== null && isWithin(form, parent, element)) return 'into-itself'
  const kind = form.elements.items[element]?.kind
  return kind === undefined || accepts(form, parent, kind) ? undefined : 'wrong-place'
}

/** Containers that an element could move into, in reading order. */
export function holdersFor(form: FormDocument, element: string): string[] {
  const own = parentOf(form, element)
  return readingOrder(form).filter(
    (id) => id !== own && isContainer(form.elements.items[id]) && !refusal(form, element, { parent: id, before: null }),
  )
}

/** Where a new element of a kind goes: into or right after what is selected, else to the end; undefined when nowhere. */
export function placeFor(form: FormDocument, kind: Kind, selected: string | null): Place | undefined {
  const chosen = selected === null ? undefined : form.elements.items[selected]
  // What a page or a group of pages may hold goes inside; a section is a neighbour like any other.
  if (chosen && isContainer(chosen) && chosen.kind !== 'section' && accepts(form, chosen.id, kind))
    return { parent: chosen.id, before: null }
  for (let after = chosen?.id ?? null; after !== null; after = parentOf(form, after)) {
    const place = placeAfter(form, after)
    if (accepts(form, place.parent, kind)) return place
  }
  return accepts(form, null, kind) ? { parent: null, before: null } : undefined
}

/** Every element, each after the container it lies in. */
export function readingOrder(form: FormDocument): string[] {
  const walk = (ids: readonly string[]): string[] => ids.flatMap((id) => [id, ...walk(childrenOf(form.elements.items[id]))])
  return walk(form.elements.order)
}

/** Whether an element is another or lies in it, however deep. */
function isWithin(form: FormDocument, id: string, container: string): boolean {
  return id === container || childrenOf(form.elements.items[container]).some((child) => isWithin(form, id, child))
}
