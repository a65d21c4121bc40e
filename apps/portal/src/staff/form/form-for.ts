import { type EntityDocument, type Id, inOrder } from '@tangram/data-model'
import type { FormDocument, FormElement } from '@tangram/form-engine'

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

/** The form with only those fields that `keeps`, and without the sections and headings that this empties. */
export function narrowForm(form: FormDocument, keeps: (field: Id) => boolean): FormDocument {
  const items: { [id: Id]: FormElement } = {}
  for (const element of Object.values(form.elements.items)) {
    if (element.kind === 'field' && keeps(element.field)) items[element.id] = element
  }
  for (const element of Object.values(form.elements.items)) {
    if (element.kind === 'section') {
      const order = element.order.filter((id) => Object.hasOwn(items, id))
      if (order.length > 0) items[element.id] = { ...element, order }
    }
  }
  return { ...form, elements: { order: form.elements.order.filter((id) => Object.hasOwn(items, id)), items } }
}

/** Fields a form shows, in reading order. */
export function fieldsOn(form: FormDocument): Id[] {
  const sections = inOrder(form.elements).flatMap((element) => (element.kind === 'section' ? element.order : [element.id]))
  return sections.flatMap((id) => {
    const element = form.elements.items[id]
    return element?.kind === 'field' ? [element.field] : []
  })
}
