import {
  type Attribute,
  type Entity,
  type Id,
  idTypeOf,
  type Locale,
  type LocalizedText,
  list,
  recordAttributes,
  textIn,
  type ValueType,
} from '@tangram/data-model'

/** What stands at the end of a name. */
export type Found = { valueType: ValueType; label: LocalizedText; options?: Attribute['options'] | undefined }

/** Looks up an entity that references lead to. */
export type Entities = (id: Id) => Entity | undefined

/** Where a name begins: a record or a row of one of its sub-forms. */
export type Start = { order: readonly Id[]; attributeOf(id: Id): (Found & Pick<Attribute, 'rows'>) | undefined }

/** How many segments a name may have. */
const maxPath = 6

/** The two ends of a range: `period.start`, `period.end`. */
const bounds: { readonly [bound: string]: Required<LocalizedText> } = {
  start: { en: 'start', 'zh-CN': '开始' },
  end: { en: 'end', 'zh-CN': '结束' },
}

export function recordOf(entity: Entity): Start {
  return {
    // Nobody wrote down who made the rows of a linked table, or when: there is nothing to choose.
    order: [...entity.order, ...(entity.linked ? ['id'] : Object.keys(recordAttributes))],
    attributeOf: (id) => {
      if (Object.hasOwn(entity.attributes, id)) return entity.attributes[id]
      // A record's id is what references to it hold, and compares with them.
      if (id === 'id') return { ...recordAttributes.id, valueType: idTypeOf(entity) }
      return Object.hasOwn(recordAttributes, id) ? recordAttributes[id as keyof typeof recordAttributes] : undefined
    },
  }
}

export function rowOf(attribute: Attribute): Start {
  const { order, attributes } = attribute.rows ?? { order: [], attributes: {} }
  return { order, attributeOf: (id) => (Object.hasOwn(attributes, id) ? attributes[id] : undefined) }
}

/**
 * The attribute at the end of a path: across single references, into the ends of a range, and into one column of a sub-form, which is
 * the list of its values in all rows.
 */
export function foundAt(start: Start, path: readonly string[], entities: Entities): Found | undefined {
  const [first, second, ...rest] = path
  if (first === undefined || path.length > maxPath) return undefined
  const found = start.attributeOf(first)
  if (!found || second === undefined) return found
  const type = found.valueType
  if (type.kind === 'range') return rest.length === 0 ? boundOf(type.of, second) : undefined
  if (type.kind === 'rows') return rest.length === 0 ? columnOf(found, second) : undefined
  const next = type.kind === 'reference' && !type.many ? entities(type.to) : undefined
  return next && withoutRows(foundAt(recordOf(next), [second, ...rest], entities))
}

function boundOf(of: ValueType, bound: string): Found | undefined {
  const label = Object.hasOwn(bounds, bound) ? bounds[bound] : undefined
  return label && { valueType: of, label }
}

/** A column seen from the record: the list of its values. Lists of lists there are none. */
function columnOf({ rows }: Pick<Attribute, 'rows'>, id: Id): Found | undefined {
  const column = rows && Object.hasOwn(rows.attributes, id) ? rows.attributes[id] : undefined
  return column && isSingle(column.valueType) ? { ...column, valueType: list(column.valueType) } : undefined
}

function isSingle(type: ValueType): boolean {
  return !['list', 'range', 'rows', 'json'].includes(type.kind) && !(type.kind === 'reference' && type.many)
}

/** The rows of another record stay with it. */
function withoutRows(found: Found | undefined): Found | undefined {
  const type = found?.valueType
  return type?.kind === 'rows' ? undefined : found
}

export type Reached = { path: readonly string[]; label: string }

/** Every name within `depth` segments, with its whole dotted label. */
export function namesFrom(start: Start, entities: Entities, locale: Locale, depth: number): Reached[] {
  return start.order.flatMap((id) => {
    const found = start.attributeOf(id)
    if (!found) return []
    const label = textIn(found.label, locale, id)
    const further = depth > 1 ? namesBelow(found, entities, locale, depth - 1) : []
    return [{ path: [id], label }, ...further.map((name) => ({ path: [id, ...name.path], label: `${label}.${name.label}` }))]
  })
}

function namesBelow(found: Found & Pick<Attribute, 'rows'>, entities: Entities, locale: Locale, depth: number): Reached[] {
  const type = found.valueType
  if (type.kind === 'range') return Object.entries(bounds).map(([id, label]) => ({ path: [id], label: label[locale] }))
  if (type.kind === 'rows') {
    const columns = found.rows?.order.filter((id) => columnOf(found, id)) ?? []
    return columns.map((id) => ({ path: [id], label: textIn(found.rows?.attributes[id]?.label, locale, id) }))
  }
  const next = type.kind === 'reference' && !type.many ? entities(type.to) : undefined
  if (!next) return []
  return namesFrom(recordOf(next), entities, locale, depth).filter(
    ({ path: [first = ''] }) => recordOf(next).attributeOf(first)?.valueType.kind !== 'rows',
  )
}
