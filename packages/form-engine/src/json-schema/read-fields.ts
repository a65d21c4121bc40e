import { type FieldDocument, type Id, isId, reservedFieldIds, reservedRowIds } from '@tangram/data-model'
import type { FieldElement, FormElement } from '../document.ts'
import { fieldOf } from './field-of.ts'
import { type FieldReading, type Property, reportRest, warn, wordsOf } from './field-reading.ts'
import { gather, type Keywords } from './keywords.ts'
import { nameId } from './name-id.ts'
import { ownFieldOf } from './own-field-of.ts'

/** Fields of one table or sub-form, and the elements that show them. */
export type Fields = { fields: FieldDocument[]; elements: FormElement[]; order: Id[] }

export const mostFields = 400
const mostSections = 5

export const noFields = (): Fields => ({ fields: [], elements: [], order: [] })

/** The fields of an object's properties. Objects inside of it become sections, whose fields stand in the same table. */
export function readFields(object: Keywords, reading: FieldReading, isColumn = false): Fields {
  const into = noFields()
  readProperties(object, { into, order: into.order, isColumn, isRequired: true, depth: 0 }, reading)
  return into
}

type Place = { into: Fields; order: Id[]; isColumn: boolean; isRequired: boolean; depth: number; prefix?: string }

function readProperties(object: Keywords, place: Place, reading: FieldReading): void {
  for (const [name, { value, path, above }] of object.properties) {
    if (place.into.fields.length >= mostFields) return void warn(reading, 'schema.too-large', path, { most: mostFields })
    const keywords = gather(value, path, reading, above)
    const isRequired = place.isRequired && object.required.has(name) && !keywords.isNullable
    object.required.delete(name)
    if (isSection(keywords)) readSection(name, keywords, { ...place, isRequired }, reading)
    else readProperty(name, keywords, { ...place, isRequired }, reading)
  }
  for (const [name, path] of object.required) warn(reading, 'schema.required-unknown', path, { name })
  for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
    if (typeof object.peek(keyword) === 'boolean') object.take(keyword)
  }
}

const isSection = (keywords: Keywords): boolean =>
  keywords.properties.size > 0 && (keywords.peek('type') ?? 'object') === 'object' && keywords.peek('x-field-type') === undefined

function readSection(name: string, keywords: Keywords, place: Place, reading: FieldReading): void {
  if (place.depth >= mostSections) return void warn(reading, 'schema.too-deep', keywords.path, { most: mostSections })
  const { into } = place
  keywords.take('type')
  const { label, help } = wordsOf(name, keywords)
  const id = nameId(`${name}_section`, (candidate) => isElement(into, candidate))
  const order: Id[] = []
  const within = place.prefix === undefined ? name : `${place.prefix}_${name}`
  into.elements.push({ id, kind: 'section', label, order, ...(help ? { description: help } : {}) })
  warn(reading, 'schema.nested-object', keywords.path, { name })
  readProperties(keywords, { ...place, order, depth: place.depth + 1, prefix: within }, reading)
  reportRest(keywords, reading)
  // Columns of a sub-form stand in one row: there are no sections.
  if (order.length === 0 || place.isColumn) {
    into.elements = into.elements.filter((element) => element.id !== id)
    place.order.push(...order)
  } else place.order.push(id)
}

function readProperty(name: string, keywords: Keywords, { into, order, prefix, isRequired, isColumn }: Place, reading: FieldReading): void {
  const path = prefix === undefined ? name : `${prefix}_${name}`
  const isTaken = (id: Id) => reservedFieldIds.has(id) || (isColumn && reservedRowIds.has(id)) || isElement(into, id)
  const id = isId(path) && !isTaken(path) ? path : reading.nameId(path, isTaken)
  const property: Property = { name, id, keywords, isRequired, isColumn }
  const isReadOnly = takeReadOnly(keywords)
  const field = ownFieldOf(property, reading) ?? fieldOf(property, reading)
  reportRest(keywords, reading)
  if (!field) return
  if (id !== name) warn(reading, 'schema.renamed', keywords.path, { name, id })
  into.fields.push(field)
  const type = reading.registry.find((each) => each.type === field.type)
  // What the server fills in is not asked for.
  if (type?.serial || type?.shows) return
  const element: FieldElement = { id, kind: 'field', field: id }
  into.elements.push(isReadOnly && field.computed === undefined ? { ...element, readOnly: true } : element)
  order.push(id)
}

const isElement = ({ fields, elements }: Fields, id: Id): boolean =>
  fields.some((field) => field.id === id) || elements.some((element) => element.id === id)

function takeReadOnly(keywords: Keywords): boolean {
  return typeof keywords.peek('readOnly') === 'boolean' && keywords.take('readOnly')?.value === true
}
