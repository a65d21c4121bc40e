import type { Attribute, Entity, Id } from '@tangram/data-model'
import { keepsColumn } from './same-column.ts'
import { sameJson } from './same-json.ts'
import type { SchemaChange } from './schema-change.ts'

/**
 * What earlier publishes retired and storage still keeps. Without it every returning id is an `add-…`,
 * and storage may restore the column by itself.
 */
export type Retired = {
  entities: readonly Entity[]
  /** `rows` names the sub-form that a column belongs to. */
  attributes: readonly { entity: Id; rows?: Id; attribute: Attribute }[]
}

const nothingRetired: Retired = { entities: [], attributes: [] }

/** The schema changes that lead from one set of entities to another. */
export function planSchema(before: readonly Entity[], after: readonly Entity[], retired: Retired = nothingRetired): SchemaChange[] {
  // The database has linked tables already: nothing is made for them, nothing taken away.
  const [from, to] = [before, after].map((entities) => entities.filter(({ linked }) => !linked)) as [Entity[], Entity[]]
  const coming: SchemaChange[] = []
  const changing: SchemaChange[] = []
  const going: SchemaChange[] = []
  const known = new Map(from.map((entity) => [entity.id, entity]))
  for (const entity of to) {
    const earlier = known.get(entity.id)
    known.delete(entity.id)
    if (earlier) {
      compareEntities(earlier, entity, retired, { coming, changing, going })
      continue
    }
    const kept = retired.entities.find((candidate) => candidate.id === entity.id)
    coming.push({ type: kept ? 'restore-entity' : 'create-entity', entity })
    if (kept) compareAttributes({ entity: entity.id }, kept, entity, retired, { coming, changing, going })
  }
  for (const id of known.keys()) going.push({ type: 'retire-entity', entity: id })
  return [...coming, ...changing, ...going]
}

type Lists = { coming: SchemaChange[]; changing: SchemaChange[]; going: SchemaChange[] }
/** An entity, or a sub-form of it. */
type Table = { entity: Id; rows?: Id }
type Attributes = Pick<Entity, 'order' | 'attributes'>

function compareEntities(from: Entity, to: Entity, retired: Retired, lists: Lists): void {
  compareAttributes({ entity: to.id }, from, to, retired, lists)
  compareIndexes(to.id, from.indexes, to.indexes, false, lists)
  compareIndexes(to.id, from.unique, to.unique, true, lists)
}

function compareAttributes(table: Table, from: Attributes, to: Attributes, retired: Retired, lists: Lists): void {
  const { coming, changing, going } = lists
  for (const id of to.order) {
    const attribute = stored(to, id)
    if (!attribute) continue
    const earlier = stored(from, id)
    if (earlier && keepsColumn(earlier.valueType, attribute.valueType)) {
      if (!sameColumnRules(earlier, attribute)) changing.push({ type: 'change-attribute', ...table, from: earlier, to: attribute })
      if (earlier.rows && attribute.rows) compareAttributes({ ...table, rows: id }, earlier.rows, attribute.rows, retired, lists)
      continue
    }
    // A changed type: the old column makes room first.
    if (earlier) coming.push({ type: 'retire-attribute', ...table, attribute: id })
    const kept = retired.attributes.find(
      (candidate) => candidate.entity === table.entity && candidate.rows === table.rows && candidate.attribute.id === id,
    )
    const restores = kept !== undefined && keepsColumn(kept.attribute.valueType, attribute.valueType)
    coming.push({ type: restores ? 'restore-attribute' : 'add-attribute', ...table, attribute })
  }
  for (const id of from.order) {
    if (stored(from, id) && !stored(to, id)) going.push({ type: 'retire-attribute', ...table, attribute: id })
  }
}

function compareIndexes(entity: Id, from: readonly Id[][], to: readonly Id[][], unique: boolean, { changing }: Lists): void {
  const has = (sets: readonly Id[][], fields: Id[]) => sets.some((set) => sameJson(set, fields))
  for (const fields of from) if (!has(to, fields)) changing.push({ type: 'drop-index', entity, fields, unique })
  for (const fields of to) if (!has(from, fields)) changing.push({ type: 'add-index', entity, fields, unique })
}

/** Labels and options are of no concern to a column, and columns of rows are compared by themselves. */
function sameColumnRules(a: Attribute, b: Attribute): boolean {
  return (
    (a.rows !== undefined || sameJson(a.valueType, b.valueType)) &&
    a.required === b.required &&
    a.unique === b.unique &&
    sameJson(a.computed ?? null, b.computed ?? null) &&
    sameJson(a.serial ?? null, b.serial ?? null)
  )
}

/** The attribute, if it is one with a column or a table: a virtual one has neither. */
function stored({ attributes }: Attributes, id: Id): Attribute | undefined {
  const attribute = Object.hasOwn(attributes, id) ? attributes[id] : undefined
  return attribute?.virtual ? undefined : attribute
}
