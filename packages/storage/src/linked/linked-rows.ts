import { type SourceKind, sourceKind } from '@tangram/app-model'
import {
  type Attribute,
  columnTypeOf,
  type Entity,
  idTypeOf,
  invariant,
  keyTypeOf,
  type LinkedTable,
  recordAttributes,
} from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'

/**
 * The rows of a linked table as a subselect that looks like a table of records. Columns keep the types of their table, so that its
 * indexes serve: of `id` and of references too. A row without a key is none.
 */
export function linkedRows(entity: Entity): RawBuilder<unknown> {
  const { linked } = entity
  invariant(linked, `${entity.id} is a linked table`)
  const columns = entity.order.flatMap((id) => {
    const attribute = entity.attributes[id]
    return attribute && isColumn(attribute) ? [sql`${cellOf(attribute, linked, linked.columns[id] ?? id)} as ${sql.id(id)}`] : []
  })
  const parts = linked.key.length > 1 ? linked.key.map((column, i) => sql`${partOf(linked, column)} as ${sql.id(partName(i))}`) : []
  const present = linked.key.map((column) => sql`d.${sql.id(column)} is not null`)
  return sql`(select ${idOf(linked)} as id, 1 as version, null::timestamptz as created_at, null::uuid as created_by, null::timestamptz as updated_at,
    null::uuid as updated_by, null::timestamptz as deleted_at, null::uuid as deleted_by, ${sql.join([...parts, ...columns])}
    from ${sql.id(linked.schema, linked.table)} as d where ${sql.join(present, sql` and `)})`
}

/** Nothing: where the operator does not allow the schema any more. What refers to its rows shows no names then. */
export function noRows(entity: Entity): RawBuilder<unknown> {
  const attributes = entity.order.flatMap((id) => entity.attributes[id] ?? [])
  const columns = [
    ...Object.entries(recordAttributes).map(([id, { valueType }]) => [id, id === 'id' ? idTypeOf(entity) : valueType] as const),
    ...attributes.filter(isColumn).map(({ id, valueType }) => [id, valueType] as const),
  ]
  const cells = columns.map(([id, type]) => sql`null::${sql.raw(columnTypeOf(type))} as ${sql.id(id)}`)
  return sql`(select ${sql.join(cells)}, null::timestamptz as deleted_at where false)`
}

/** Columns of a key of several, under which a row is found by index. */
export const partName = (index: number): string => `key$${index}`

/** The PostgreSQL type of a column of the key, as it was when the table was linked. */
export function keyCast({ key, types }: LinkedTable, index: number): RawBuilder<unknown> {
  return casts[sourceKind(types[key[index] ?? ''] ?? '')] ?? sql`text`
}

/** Types in which the index of a column serves; in others its text is compared. */
const casts: { readonly [kind in SourceKind]?: RawBuilder<unknown> } = {
  text: sql`text`,
  char: sql`bpchar`,
  uuid: sql`uuid`,
  integer: sql`bigint`,
  numeric: sql`numeric`,
  date: sql`date`,
}

function partOf({ types }: LinkedTable, column: string): RawBuilder<unknown> {
  const cell = sql`d.${sql.id(column)}`
  return casts[sourceKind(types[column] ?? '')] ? cell : sql`${cell}::text`
}

const isColumn = ({ rows, virtual }: Attribute) => !rows && !virtual

function idOf(linked: LinkedTable): RawBuilder<unknown> {
  const [column = '', ...more] = linked.key
  if (more.length === 0) return keyTypeOf(linked) === 'text' ? asText(linked, column) : sql`d.${sql.id(column)}`
  const parts = linked.key.map((each) => sql`replace(replace(d.${sql.id(each)}::text, '%', '%25'), '~', '%7E')`)
  return sql`(${sql.join(parts, sql` || '~' || `)})`
}

/** `varchar` cast to text still serves its index; others, such as `char(8)`, serve none. */
function asText({ types }: LinkedTable, column: string): RawBuilder<unknown> {
  return types[column] === 'text' ? sql`d.${sql.id(column)}` : sql`d.${sql.id(column)}::text`
}

function cellOf({ valueType }: Attribute, linked: LinkedTable, column: string): RawBuilder<unknown> {
  const cell = sql`d.${sql.id(column)}`
  const kind = sourceKind(linked.types[column] ?? '')
  switch (valueType.kind) {
    case 'text':
      return asText(linked, column)
    case 'decimal':
      return kind === 'numeric' ? cell : sql`${cell}::numeric`
    case 'timestamp':
      return kind === 'local' ? sql`(${cell} at time zone ${sql.lit(linked.zone ?? 'UTC')})` : cell
    case 'time':
      return sql`${cell}::time(0)`
    case 'list':
      return sql`${cell}::text[]`
    case 'reference':
      if (valueType.key === 'bpchar' && kind !== 'char') return sql`${cell}::bpchar`
      return valueType.key === 'text' ? asText(linked, column) : cell
    default:
      return cell
  }
}
