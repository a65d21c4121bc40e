import type { EntityDocument, Id } from '@tangram/data-model'
import { childrenOf, type FieldRegistry, type FormDocument, type FormElement, fieldTypeOf, isContainer } from '@tangram/form-engine'

/**
 * The form that a record is typed into: the author's, which shows what it computes too; without one, every field that a person can give.
 *
 * @param readOnly fields that this person may not write
 */
export function formToType(
  entity: EntityDocument,
  authored: FormDocument | undefined,
  registry: FieldRegistry,
  readOnly: readonly Id[] = [],
): FormDocument {
  const isNumbered = (field: Id) => fieldTypeOf(registry, entity.fields.items[field]?.type ?? '')?.serial !== undefined
  return narrowForm(
    authored ?? plainForm(entity, registry),
    (field) => Object.hasOwn(entity.fields.items, field) && !isNumbered(field) && !readOnly.includes(field),
  )
}

/** Every field of an entity that a person can give, in its order. */
export function plainForm(entity: EntityDocument, registry: FieldRegistry, fields: readonly Id[] = entity.fields.order): FormDocument {
  const order = fields.filter((field) => {
    const document = entity.fields.items[field]
    const type = document && fieldTypeOf(registry, document.type)
    return document !== undefined && document.computed === undefined && !type?.serial && !type?.shows
  })
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
