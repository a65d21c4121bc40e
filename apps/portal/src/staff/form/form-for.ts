import type { EntityDocument, Id } from '@tangram/data-model'
import { childrenOf, type FormDocument, type FormElement, isContainer } from '@tangram/form-engine'

/** Fields whose values come from the machine: nobody types them in. */
export function isGiven(entity: EntityDocument, field: Id): boolean {
  const document = entity.fields.items[field]
  return document === undefined || document.computed !== undefined || document.type === 'serialNumber'
}

/** Every field of an entity in its order, for lists whose author named no form. */
export function plainForm(entity: EntityDocument, fields: readonly Id[] = entity.fields.order): FormDocument {
  const order = fields.filter((field) => Object.hasOwn(entity.fields.items, field) && !isGiven(entity, field))
  return {
    id: 'plain',
    label: entity.label,
    entity: entity.id,
    elements: { order, items: Object.fromEntries(order.map((field) => [field, { id: field, kind: 'field' as const, field }])) },
  }
}

/** The form with only those fields that `keeps`, without containers that this empties and headings nothing is left under. */
export function narrowForm(form: FormDocument, keeps: (field: Id) => boolean): FormDocument {
  const items: { [id: Id]: FormElement } = {}
  const kept = (ids: readonly Id[]): Id[] => {
    const order: Id[] = []
    // From the end: a heading stays when something comes after it on its level.
    for (const id of [...ids].reverse()) {
      const element = form.elements.items[id]
      if (!element || (element.kind === 'field' && !keeps(element.field))) continue
      if ((element.kind === 'heading' || element.kind === 'divider') && order.length === 0) continue
      if (isContainer(element)) {
        const within = kept(element.order)
        if (within.every((one) => items[one]?.kind === 'description')) {
          for (const one of within) delete items[one]
          continue
        }
        items[id] = { ...element, order: within }
      } else items[id] = element
      order.unshift(id)
    }
    return order
  }
  return { ...form, elements: { order: kept(form.elements.order), items } }
}

/** Fields a form shows, in reading order. */
export function fieldsOn(form: FormDocument): Id[] {
  const walk = (ids: readonly Id[]): Id[] =>
    ids.flatMap((id) => {
      const element = form.elements.items[id]
      return element?.kind === 'field' ? [element.field] : walk(childrenOf(element))
    })
  return walk(form.elements.order)
}
