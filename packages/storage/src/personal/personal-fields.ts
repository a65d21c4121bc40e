import type { AppDocument } from '@tangram/app-model'
import { type Attribute, type Entity, type FieldDocument, type Id, isEncrypted, itemOf } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { PersonalField } from './personal-data.ts'

/** A field of the inventory with what finding in it takes. `subform`: it is a column of this one. */
export type KnownField = PersonalField & { attribute: Attribute; subform?: Id }

/** Fields of a table that are marked, and those that look as if they should be, in its order. */
export function personalFields(entity: Entity): KnownField[] {
  const known = (attribute: Attribute, subform?: Id): KnownField[] => {
    const kind = attribute.personal ?? null
    // A field type that knows how to mask its values holds what should be masked.
    if (kind === null && attribute.mask === undefined) return []
    const id = subform === undefined ? attribute.id : `${subform}.${attribute.id}`
    const { label, valueType } = attribute
    return [{ id, label, kind, encrypted: isEncrypted(valueType), attribute, ...(subform === undefined ? {} : { subform }) }]
  }
  return entity.order.flatMap((id) => {
    const attribute = entity.attributes[id]
    if (!attribute) return []
    if (!attribute.rows) return known(attribute)
    const { order, attributes } = attribute.rows
    return order.flatMap((column) => (attributes[column] ? known(attributes[column], id) : []))
  })
}

/** Marked fields that hold text, in which the finder looks. */
export function searchedFields(entity: Entity): KnownField[] {
  return personalFields(entity).filter(({ kind, attribute }) => kind !== null && attribute.valueType.kind === 'text' && !attribute.options)
}

/** The text as it was typed, without what people put between digits, and the same in lower case. */
export function spellings(text: string): string[] {
  const typed = text.trim().toLowerCase()
  const compact = typed.replace(/[\s()（）-]+/g, '')
  // `0086` and `+86` stand before a number or they do not.
  const national = compact.replace(/^(?:\+|00)86(?=1\d{10}$)/, '')
  return [...new Set([typed, compact, national])].filter((each) => each !== '')
}

/**
 * Records with one of the spellings in one of the fields.
 *
 * @param whole of an encrypted field: the texts that its values may be
 */
export function whereFound(
  fields: readonly KnownField[],
  texts: readonly string[],
  whole: (field: KnownField) => readonly string[],
): Logic {
  const alternatives = fields.flatMap((field): Logic[] => {
    if (field.encrypted) return [{ in: [{ var: field.id }, [...whole(field)]] }]
    const value: Logic = field.subform === undefined ? { var: field.id } : { join: [{ var: field.id }, '\n'] }
    return texts.map((text) => ({ contains: [{ lower: [value] }, text] }))
  })
  return { or: alternatives }
}

/** Whether a value of a record has one of the spellings; what is sealed is whole, or another's. */
export function hasText(field: KnownField, value: unknown, texts: readonly string[], whole: readonly string[]): boolean {
  if (Array.isArray(value))
    return value.some((row) => hasText({ ...field, id: '' }, (row as { [column: Id]: unknown })[field.attribute.id], texts, whole))
  if (typeof value !== 'string') return false
  return field.encrypted ? whole.includes(value) : texts.some((text) => value.toLowerCase().includes(text))
}

/** The field as its author keeps it. */
export function documentOf(document: AppDocument, entity: Id, { attribute, subform }: KnownField): FieldDocument | undefined {
  const fields = itemOf(document.entities, entity)?.fields
  const columns = subform === undefined ? fields : fields && itemOf(fields, subform)?.fields
  return columns && itemOf(columns, attribute.id)
}
