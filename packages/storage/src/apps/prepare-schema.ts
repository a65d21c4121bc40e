import { isDeepStrictEqual } from 'node:util'
import type { ResolvedApp } from '@tangram/app-model'
import { type Attribute, columnTypeOf, type Entity, type Id, invariant } from '@tangram/data-model'
import { namesIn } from '@tangram/expression'
import { compileSql } from '@tangram/expression/sql'
import { type RawBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { sqlTypeOf } from '../records/codec.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { foreignKeyName, indexName, primaryKeyName, uniqueSets } from '../records/names.ts'
import { formulaInRow, policyScope } from '../records/policy-scope.ts'
import { hasColumn, storedAttributes, tablesOf } from '../records/rows-table.ts'
import { columnKind, converted } from './convert-column.ts'
import type { ColumnMap } from './loaded-app.ts'

export type SchemaTarget = {
  app: ResolvedApp
  columns: ColumnMap
  /** Columns whose values come from an older column of the same attribute. */
  conversions: Conversion[]
  /** Columns of formulas that records do not know the result of yet. */
  computations: Computation[]
}
export type Computation = { entity: Entity; owner?: { entity: Entity; subform: Id }; attribute: Attribute; column: string }
export type Conversion = {
  /** The table: an entity's or that of a sub-form's rows. */
  entity: Id
  /** The entity and sub-form that the rows belong to. */
  owner?: { entity: Id; subform: Id }
  attribute: Id
  from: string
  to: string
  fromType: Attribute['valueType']
  toType: Attribute['valueType']
}

type KnownColumn = { entity: Id; attribute: Id; name: string; type: string; retired_at: string | null }

/**
 * Decides which physical column each attribute has in the new version: the one it has now, an earlier one of the same type that was
 * retired, or a new one.
 */
export async function planColumns(
  client: PoolClient,
  from: { app: ResolvedApp; columns: ColumnMap } | null,
  app: ResolvedApp,
): Promise<SchemaTarget> {
  const { rows } = await client.query<KnownColumn>(
    'select entity, attribute, name, type, retired_at from tangram.app_column where app = $1 order by name',
    [app.id],
  )
  const columns: ColumnMap = {}
  const conversions: Conversion[] = []
  const computations: Computation[] = []
  const tablesBefore = new Map((from?.app.ownEntities ?? []).flatMap(tablesOf).map(({ entity }) => [entity.id, entity]))
  for (const { entity, owner } of app.ownEntities.flatMap(tablesOf)) {
    const ofEntity = rows.filter((row) => row.entity === entity.id)
    const earlierTable = tablesBefore.get(entity.id)
    const chosen: { [attribute: Id]: string } = {}
    columns[entity.id] = chosen
    for (const attribute of storedAttributes(entity)) {
      const { id } = attribute
      const kind = columnKind(attribute.valueType)
      const currentName = from?.columns[entity.id]?.[id]
      const earlier = ofEntity.filter((row) => row.attribute === id && row.type === kind)
      const kept = earlier.find((row) => row.name === currentName) ?? earlier.at(-1)
      const column = kept?.name ?? freeName(id, ofEntity)
      chosen[id] = column
      const before = earlierTable && attributeOf(earlierTable, id)
      const isComputed = attribute.computed !== undefined
      if (isComputed && !isSameFormula(before, attribute)) computations.push({ entity, ...(owner ? { owner } : {}), attribute, column })
      else if (before && hasColumn(before) && currentName !== undefined && currentName !== column) {
        conversions.push({
          entity: entity.id,
          ...(owner ? { owner: { entity: owner.entity.id, subform: owner.subform } } : {}),
          attribute: id,
          from: currentName,
          to: column,
          fromType: before.valueType,
          toType: attribute.valueType,
        })
      }
    }
  }
  return { app, columns, conversions, computations: inOrderOfReading(computations) }
}

/** Each formula after those it reads; rows first, since records sum them up. */
function inOrderOfReading(computations: readonly Computation[]): Computation[] {
  const sorted = new Set<Computation>()
  const visit = (computation: Computation, path: readonly Computation[]) => {
    if (sorted.has(computation) || path.includes(computation)) return
    const read = new Set(namesIn(computation.attribute.computed ?? null).map(([first, second]) => (first === '$row' ? second : first)))
    const before = computations.filter((each) => each.entity === computation.entity && read.has(each.attribute.id))
    for (const each of before) visit(each, [...path, computation])
    sorted.add(computation)
  }
  for (const computation of computations.filter(({ owner }) => owner)) visit(computation, [])
  for (const computation of computations) visit(computation, [])
  return [...sorted]
}

/** Whether the column holds what the formula gives already. */
function isSameFormula(before: Attribute | undefined, now: Attribute): boolean {
  return before !== undefined && hasColumn(before) && isDeepStrictEqual([before.computed, before.valueType], [now.computed, now.valueType])
}

/** `amount`, and when that column has held something else, `amount$2`: the sign cannot be part of an id. */
function freeName(id: Id, known: readonly KnownColumn[]): string {
  const taken = new Set(known.map((row) => row.name))
  if (!taken.has(id)) return id
  for (let n = 2; ; n++) if (!taken.has(`${id}$${n}`)) return `${id}$${n}`
}

/** The online part of a publish as steps. Each can be repeated: a publish that was interrupted simply starts again. */
export function preparationSteps(context: Context, target: SchemaTarget): ((client: PoolClient) => Promise<void>)[] {
  const { app, columns } = target
  const run = async (client: PoolClient, statement: RawBuilder<unknown>) => {
    const { sql: text, parameters } = statement.compile(context.db.kysely)
    await client.query(text, [...parameters])
  }
  const steps: ((client: PoolClient) => Promise<void>)[] = [(client) => run(client, sql`create schema if not exists ${sql.id(app.id)}`)]
  const tables = app.ownEntities.flatMap(tablesOf).map((table) => ({ ...table, names: columns[table.entity.id] ?? {} }))
  for (const { entity, owner } of tables) {
    steps.push(
      owner ? (client) => createRowsTable(context, client, app, entity, owner.entity) : (client) => run(client, createTable(app, entity)),
    )
  }
  for (const { entity, names } of tables) {
    for (const attribute of storedAttributes(entity)) {
      const column = names[attribute.id]
      if (column !== undefined) steps.push((client) => addColumn(context, client, app, entity, attribute, column))
    }
  }
  for (const conversion of target.conversions) {
    steps.push((client) => backfill(context, client, app, conversion.entity, (where) => conversionUpdate(context, app, conversion, where)))
  }
  for (const computation of target.computations) {
    steps.push((client) =>
      backfill(context, client, app, computation.entity.id, (where) => computationUpdate(context, target, computation, where)),
    )
  }
  for (const { entity, owner, names } of tables) {
    for (const index of wantedIndexes(entity, names, owner !== undefined))
      steps.push((client) => ensureIndex(context, client, app, entity, index))
  }
  return steps
}

function createTable(app: ResolvedApp, entity: Entity): RawBuilder<unknown> {
  return sql`create table if not exists ${sql.id(app.id, entity.id)} (
    id uuid primary key,
    version integer not null default 1,
    created_at timestamptz(3) not null default now(),
    created_by uuid,
    updated_at timestamptz(3) not null default now(),
    updated_by uuid,
    deleted_at timestamptz(3),
    deleted_by uuid
  )`
}

/** Rows go with their record when it is erased for good; in the recycle bin it keeps them. */
async function createRowsTable(context: Context, client: PoolClient, app: ResolvedApp, rows: Entity, owner: Entity): Promise<void> {
  const { rows: known } = await client.query<{ table: string | null }>('select to_regclass($1)::text as table', [
    `"${app.id}"."${rows.id}"`,
  ])
  if (known[0]?.table) return
  const table = sql.id(app.id, rows.id)
  await inQuickTransaction(context, client, [
    sql`create table ${table} (
      id uuid constraint ${sql.id(primaryKeyName(rows.id))} primary key,
      record uuid not null constraint ${sql.id(foreignKeyName(rows.id, 'record'))} references ${sql.id(app.id, owner.id)} (id) on delete cascade,
      position integer not null
    )`,
    sql`create index ${sql.id(indexName(rows.id, rowOrder, false))} on ${table} (${sql.join(rowOrder.map((column) => sql.id(column)))})`,
  ])
}

async function addColumn(
  context: Context,
  client: PoolClient,
  app: ResolvedApp,
  entity: Entity,
  attribute: Attribute,
  column: string,
): Promise<void> {
  const { valueType } = attribute
  const known = await client.query('select from tangram.app_column where app = $1 and entity = $2 and name = $3', [
    app.id,
    entity.id,
    column,
  ])
  if (known.rowCount !== 0) return
  const table = sql.id(app.id, entity.id)
  const statements = [sql`alter table ${table} add column if not exists ${sql.id(column)} ${sql.raw(columnTypeOf(valueType))}`]
  if (valueType.kind === 'reference' && !valueType.many) {
    const to = app.entity(valueType.to)
    invariant(to, `the reference ${entity.id}.${attribute.id} points to ${valueType.to}, which checkApp should have refused`)
    const foreign = sql.id(to.system ? 'tangram' : app.id, to.id)
    const name = sql.id(foreignKeyName(entity.id, column))
    statements.push(
      sql`alter table ${table} drop constraint if exists ${name}`,
      sql`alter table ${table} add constraint ${name} foreign key (${sql.id(column)}) references ${foreign}`,
    )
  }
  await inQuickTransaction(context, client, [
    ...statements,
    sql`insert into tangram.app_column (app, entity, attribute, name, type, retired_at)
      values (${sql.lit(app.id)}, ${sql.lit(entity.id)}, ${sql.lit(attribute.id)}, ${sql.lit(column)}, ${sql.lit(columnKind(valueType))}, now())`,
  ])
}

/** Statements that take an instant but wait for their lock: rather give up and try again than make everybody queue behind. */
async function inQuickTransaction(context: Context, client: PoolClient, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  const text = statements.map((statement) => statement.compile(context.db.kysely).sql)
  for (let attempt = 0; ; attempt++) {
    try {
      await client.query('begin')
      await client.query("set local lock_timeout = '2s'")
      for (const each of text) await client.query(each)
      await client.query('commit')
      return
    } catch (error) {
      await client.query('rollback')
      if ((error as { code?: string }).code !== '55P03' || attempt >= 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 * (attempt + 1)))
    }
  }
}

const backfillBatch = 5_000

/** Fills a column in batches, so that no row stays locked for long. */
async function backfill(
  context: Context,
  client: PoolClient,
  app: ResolvedApp,
  entity: Id,
  update: (where: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<void> {
  const table = sql.id(app.id, entity)
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const batch = sql`select id from ${table} where id > ${after}::uuid order by id limit ${sql.lit(backfillBatch)}`
    const { sql: text, parameters } = sql`with batch as materialized (${batch}),
      done as (${update(sql`from batch where t.id = batch.id`)})
      select max(id::text) as last from batch`.compile(context.db.kysely)
    const { rows } = await client.query<{ last: string | null }>(text, [...parameters])
    const last = rows[0]?.last
    if (!last) return
    after = last
  }
}

/** Stores what a formula gives for the records there are: it has no column yet, or another formula filled it. */
export function computationUpdate(
  context: Context,
  { app, columns }: SchemaTarget,
  { entity, owner, attribute, column }: Computation,
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const given = { now: context.now(), zone: context.options.zone }
  const target = { id: app.id, resolved: app, columns }
  const type = sqlTypeOf(attribute.valueType)
  const table = sql.id(app.id, entity.id)
  const set = sql.id(column)
  const subform = owner && attributeOf(owner.entity, owner.subform)
  if (owner && subform) {
    const aliases = { record: 'p', row: 'x' }
    const inRow = sql`${formulaInRow(target, owner.entity, subform, attribute, aliases, given)}`
    // The row again and its record, so that both have names a formula can use.
    const value = sql`(select ${inRow} from ${table} as x join ${sql.id(app.id, owner.entity.id)} as p on p.id = x.record where x.id = t.id)`
    return sql`update ${table} as t set ${set} = ${value} ${where} and t.${set} is distinct from ${value}`
  }
  const value = sql`(${compileSql(attribute.computed ?? null, policyScope(target, entity, 't', given))})::${type}`
  return sql`update ${table} as t set ${set} = ${value} ${where} and t.${set} is distinct from ${value}`
}

/**
 * Carries values over to another column. One that stands for what the target column holds already stays: a rollback then finds
 * the words that had no place in the other type.
 */
export function conversionUpdate(
  context: Context,
  app: ResolvedApp,
  { entity, from, to, fromType, toType }: Conversion,
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { zone } = context.options
  const tableOf = (type: Attribute['valueType']) => {
    const target = type.kind === 'reference' ? app.entity(type.to) : undefined
    return target && sql.id(target.system ? 'tangram' : app.id, target.id)
  }
  const [source, target] = [sql`t.${sql.id(from)}`, sql`t.${sql.id(to)}`]
  const forth = converted(fromType, toType, source, zone, tableOf(toType))
  const back = converted(toType, fromType, target, zone, tableOf(fromType))
  return sql`update ${sql.id(app.id, entity)} as t set ${sql.id(to)} = ${forth} ${where} and ${source} is distinct from ${back}`
}

type Index = { name: string; unique: boolean; columns: string[]; orderedByAge: boolean; ofRows?: boolean }

/** The order of a record's rows. */
const rowOrder = ['record', 'position']

function wantedIndexes(entity: Entity, names: { [attribute: Id]: string }, ofRows: boolean): Index[] {
  const physical = (ids: readonly Id[]) =>
    ids.flatMap((id) => names[id] ?? (id === 'created_at' || id === 'updated_at' || id === 'created_by' ? id : []))
  const found = new Map<string, Index>()
  const add = (columns: string[], unique: boolean, orderedByAge: boolean) => {
    const name = indexName(entity.id, columns, unique)
    if (columns.length > 0 && !found.has(name)) found.set(name, { name, unique, columns, orderedByAge, ofRows })
  }
  if (ofRows) add(rowOrder, false, false)
  for (const set of uniqueSets(entity)) add(physical(set), true, false)
  for (const set of entity.indexes) add(physical(set), false, true)
  for (const { id, valueType } of storedAttributes(entity)) {
    if (valueType.kind === 'reference' && !valueType.many) add(physical([id]), false, !ofRows)
  }
  if (ofRows) return [...found.values()]
  add(['created_by'], false, true)
  // Lists without a sort show the newest first.
  found.set('newest', { name: indexName(entity.id, ['newest'], false), unique: false, columns: [], orderedByAge: true })
  return [...found.values()]
}

/** Built without blocking writers. One that broke off halfway is thrown away and built again. */
async function ensureIndex(context: Context, client: PoolClient, app: ResolvedApp, entity: Entity, index: Index): Promise<void> {
  const { rows } = await client.query<{ valid: boolean }>(
    `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2`,
    [app.id, index.name],
  )
  if (rows[0]?.valid) return
  const compile = (statement: RawBuilder<unknown>) => statement.compile(context.db.kysely).sql
  const drop = compile(sql`drop index concurrently if exists ${sql.id(app.id, index.name)}`)
  if (rows[0]) await client.query(drop)
  const columns = [...index.columns.map((column) => sql.id(column)), ...(index.orderedByAge ? [sql`created_at desc`, sql`id desc`] : [])]
  try {
    await client.query(
      compile(
        sql`create ${index.unique ? sql`unique ` : sql``}index concurrently ${sql.id(index.name)} on ${sql.id(app.id, entity.id)} (${sql.join(columns)})${index.ofRows ? sql`` : sql` where deleted_at is null`}`,
      ),
    )
  } catch (error) {
    await client.query(drop).catch(() => {})
    throw error
  }
}

/** After the switch: indexes nothing asks for any more. A field that need not be unique any longer must take the same value twice. */
export async function dropUnwantedIndexes(context: Context, client: PoolClient, { app, columns }: SchemaTarget): Promise<void> {
  for (const { entity, owner } of app.ownEntities.flatMap(tablesOf)) {
    const wanted = wantedIndexes(entity, columns[entity.id] ?? {}, owner !== undefined).map((index) => index.name)
    const { rows } = await client.query<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = $1 and tablename = $2 and indexname <> $4 and not indexname = any($3)`,
      [app.id, entity.id, wanted, primaryKeyName(entity.id)],
    )
    for (const { name } of rows) {
      await client.query(sql`drop index concurrently if exists ${sql.id(app.id, name)}`.compile(context.db.kysely).sql)
    }
  }
}
