import type { Attribute, Entity, Id, ValueType } from '@tangram/data-model'
import { entityScope, type Given, rowScope } from '@tangram/expression'
import { compileSql, type SqlScope } from '@tangram/expression/sql'
import { type Expression, sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { boundOf, sqlTypeOf } from './codec.ts'
import { attributeOf, columnOf, tableOf, typeOfAttribute } from './entity-columns.ts'
import { type RowsFrom, rowsOfRecord } from './rows-from.ts'
import { rowsEntity } from './rows-table.ts'

type App = Pick<LoadedApp, 'id' | 'resolved' | 'columns' | 'linkedSchemas'>
type Cell = Expression<unknown>

export type PolicyOptions = {
  /** Columns that stand for something else, such as the values about to be written. */
  cells?: { readonly [attribute: string]: Cell }
  /** Sub-forms whose rows are elsewhere than in their table. */
  rows?: ReadonlyMap<Id, RowsFrom>
  /** The value at the end of a path of another record; without it that of its table, whoever asks. */
  related?: (target: Entity, path: readonly Id[], id: Cell) => Cell | undefined
}

/** A virtual field may show a virtual field, and so on; checkApp refuses circles. */
const deepest = 6

/** Names of a row condition or formula over the table itself: the author's rules see every column, also across references. */
export function policyScope(app: App, entity: Entity, alias: string, given: Given, options: PolicyOptions = {}): SqlScope {
  return scopeAt({ app, given, depth: 0, options }, entity, alias)
}

type Around = { app: App; given: Given; depth: number; options: PolicyOptions }

function scopeAt(around: Around, entity: Entity, alias: string): SqlScope {
  const { typeOf } = entityScope(entity, around.app.resolved.entity)
  return { given: around.given, typeOf, columnOf: (path) => cellAt(around, entity, alias, path) }
}

/** What a virtual attribute of a record comes to; null where it is too deep to say. */
export function virtualCell(
  app: App,
  entity: Entity,
  alias: string,
  attribute: Attribute,
  given: Given,
  options: PolicyOptions = {},
): Cell {
  return virtualAt({ app, given, depth: 0, options }, entity, alias, attribute)
}

function virtualAt(around: Around, entity: Entity, alias: string, { computed = null, valueType }: Attribute): Cell {
  const type = sqlTypeOf(valueType)
  if (around.depth >= deepest) return sql`null::${type}`
  return sql`(${compileSql(computed, scopeAt({ ...around, depth: around.depth + 1 }, entity, alias))})::${type}`
}

/** What a virtual column of a sub-form comes to in the row `row` of the record `alias`. */
export function virtualColumn(
  app: App,
  entity: Entity,
  subform: Attribute,
  column: Attribute,
  aliases: { record: string; row: string },
  given: Given,
  options: PolicyOptions = {},
): Cell {
  return columnAt({ app, given, depth: 0, options }, entity, subform, column, aliases)
}

/** What the formula of a column gives in the row `row` of the record `alias`, whether it is stored or not. */
export function formulaInRow(
  app: App,
  entity: Entity,
  subform: Attribute,
  column: Attribute,
  aliases: { record: string; row: string },
  given: Given,
): Cell {
  return columnAt({ app, given, depth: 0, options: {} }, entity, subform, { ...column, virtual: true }, aliases)
}

function columnAt(
  around: Around,
  entity: Entity,
  subform: Attribute,
  { id, computed = null, valueType, virtual }: Attribute,
  { record, row }: { record: string; row: string },
): Cell {
  const rows = rowsEntity(entity, subform)
  if (!virtual) return sql.ref(`${row}.${columnOf(around.app, rows, id)}`)
  const type = sqlTypeOf(valueType)
  if (around.depth >= deepest) return sql`null::${type}`
  const within = { ...around, depth: around.depth + 1 }
  const ofRow = (path: readonly string[]): Cell => {
    const [first = '', ...rest] = path
    const own = attributeOf(rows, first)
    if (!own) return sql`null`
    return further(within, own.valueType, columnAt(within, entity, subform, own, { record, row }), row, rest)
  }
  const columnIn = ([first = '', ...rest]: readonly string[]): Cell => {
    if (first === '$parent' || first === '$form') return cellAt(within, entity, record, rest)
    return ofRow(first === '$row' ? rest : [first, ...rest])
  }
  const { typeOf } = rowScope(entity, subform, around.app.resolved.entity)
  return sql`(${compileSql(computed, { given: around.given, typeOf, columnOf: columnIn })})::${type}`
}

function cellAt(around: Around, entity: Entity, alias: string, [first = '', ...rest]: readonly string[]): Cell {
  const attribute = attributeOf(entity, first)
  if (attribute?.rows) return rowsAt(around, entity, alias, attribute, rest[0])
  const type = typeOfAttribute(entity, first) ?? { kind: 'text' }
  return further(around, type, ownCell(around, entity, alias, first, attribute), alias, rest)
}

function ownCell(around: Around, entity: Entity, alias: string, id: Id, attribute: Attribute | undefined): Cell {
  const { cells = {} } = around.options
  if (Object.hasOwn(cells, id)) return cells[id] as Cell
  if (attribute?.virtual) return virtualAt(around, entity, alias, attribute)
  return sql.ref(`${alias}.${columnOf(around.app, entity, id)}`)
}

/** The rest of a path: an end of a range, or what another record has. */
function further(around: Around, type: ValueType, value: Cell, alias: string, rest: readonly string[]): Cell {
  if (rest.length === 0) return value
  if (type.kind === 'range') return boundOf(type, sql`${value}`, rest[0] === 'end' ? 'end' : 'start')
  const { app, options } = around
  const target = type.kind === 'reference' && !type.many ? app.resolved.entity(type.to) : undefined
  if (!target) return sql`null`
  const found = options.related?.(target, rest, value)
  if (found) return found
  const name = `${alias}_${rest[0]}`.slice(-50)
  // Cells and rows that stand for something else are those of the record that is asked about, of no other.
  const there: Around = { ...around, options: options.related ? { related: options.related } : {} }
  return sql`(select ${cellAt(there, target, name, rest)} from ${tableOf(app, target)} as ${sql.id(name)} where ${sql.ref(`${name}.id`)} = ${value})`
}

/** The values of one column in all rows, or one entry a row. */
function rowsAt(around: Around, entity: Entity, alias: string, subform: Attribute, column: string | undefined): Cell {
  const { app, options } = around
  const rows = options.rows?.get(subform.id) ?? rowsOfRecord(app, entity, subform, sql.ref(`${alias}.id`))
  const known = column === undefined ? undefined : attributeOf(rowsEntity(entity, subform), column)
  const cell = known ? columnAt(around, entity, subform, known, { record: alias, row: 'r' }) : sql`r.id`
  return sql`array(select ${cell} from ${rows.from} where ${rows.where} order by r.position)`
}

/** True when the answer to a condition changes with the clock, so that a statement must not keep it. */
export function readsClock(logic: unknown): boolean {
  return JSON.stringify(logic)?.includes('"$now') || JSON.stringify(logic)?.includes('"$today') || false
}
