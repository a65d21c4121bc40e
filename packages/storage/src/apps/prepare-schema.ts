import type { ResolvedApp } from '@tangram/app-model'
import { type Attribute, columnTypeOf, type Entity, type Id, invariant } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { foreignKeyName, indexName, uniqueSets } from '../records/names.ts'
import { columnKind, converted } from './convert-column.ts'
import type { ColumnMap } from './loaded-app.ts'

export type SchemaTarget = {
  app: ResolvedApp
  columns: ColumnMap
  /** Columns whose values come from an older column of the same attribute. */
  conversions: Conversion[]
}
export type Conversion = {
  entity: Id
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
  for (const entity of app.ownEntities) {
    const ofEntity = rows.filter((row) => row.entity === entity.id)
    const chosen: { [attribute: Id]: string } = {}
    columns[entity.id] = chosen
    for (const id of entity.order) {
      const attribute = attributeOf(entity, id)
      if (!attribute) continue
      const kind = columnKind(attribute.valueType)
      const currentName = from?.columns[entity.id]?.[id]
      const earlier = ofEntity.filter((row) => row.attribute === id && row.type === kind)
      const kept = earlier.find((row) => row.name === currentName) ?? earlier.at(-1)
      chosen[id] = kept?.name ?? freeName(id, ofEntity)
      const before = from && attributeOf(from.app.entity(entity.id) ?? entity, id)
      if (before && currentName !== undefined && currentName !== chosen[id]) {
        conversions.push({
          entity: entity.id,
          attribute: id,
          from: currentName,
          to: chosen[id],
          fromType: before.valueType,
          toType: attribute.valueType,
        })
      }
    }
  }
  return { app, columns, conversions }
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
  const perEntity = app.ownEntities.map((entity) => ({ entity, names: columns[entity.id] ?? {} }))
  for (const { entity } of perEntity) steps.push((client) => run(client, createTable(app, entity)))
  for (const { entity, names } of perEntity) {
    for (const id of entity.order) {
      const attribute = attributeOf(entity, id)
      const column = names[id]
      if (attribute && column !== undefined) steps.push((client) => addColumn(context, client, app, entity, attribute, column))
    }
  }
  for (const conversion of target.conversions) steps.push((client) => backfill(context, client, app, conversion))
  for (const { entity, names } of perEntity) {
    for (const index of wantedIndexes(entity, names)) steps.push((client) => ensureIndex(context, client, app, entity, index))
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

/** Adding a column without default takes an instant, but waits for its lock: rather give up and try again than make everybody queue behind. */
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
  const text = statements.map((statement) => statement.compile(context.db.kysely).sql)
  for (let attempt = 0; ; attempt++) {
    try {
      await client.query('begin')
      await client.query("set local lock_timeout = '2s'")
      for (const each of text) await client.query(each)
      await client.query(
        'insert into tangram.app_column (app, entity, attribute, name, type, retired_at) values ($1, $2, $3, $4, $5, now())',
        [app.id, entity.id, attribute.id, column, columnKind(valueType)],
      )
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

/** Fills the new column of an attribute in batches, so that no row stays locked for long. */
async function backfill(context: Context, client: PoolClient, app: ResolvedApp, conversion: Conversion): Promise<void> {
  const table = sql.id(app.id, conversion.entity)
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const batch = sql`select id from ${table} where id > ${after}::uuid order by id limit ${sql.lit(backfillBatch)}`
    const { sql: text, parameters } = sql`with batch as materialized (${batch}),
      done as (${conversionUpdate(context, app, conversion, sql`from batch where t.id = batch.id`)})
      select max(id::text) as last from batch`.compile(context.db.kysely)
    const { rows } = await client.query<{ last: string | null }>(text, [...parameters])
    const last = rows[0]?.last
    if (!last) return
    after = last
  }
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

type Index = { name: string; unique: boolean; columns: string[]; orderedByAge: boolean }

function wantedIndexes(entity: Entity, names: { [attribute: Id]: string }): Index[] {
  const physical = (ids: readonly Id[]) =>
    ids.flatMap((id) => names[id] ?? (id === 'created_at' || id === 'updated_at' || id === 'created_by' ? id : []))
  const found = new Map<string, Index>()
  const add = (columns: string[], unique: boolean, orderedByAge: boolean) => {
    const name = indexName(entity.id, columns, unique)
    if (columns.length > 0 && !found.has(name)) found.set(name, { name, unique, columns, orderedByAge })
  }
  for (const set of uniqueSets(entity)) add(physical(set), true, false)
  for (const set of entity.indexes) add(physical(set), false, true)
  for (const id of entity.order) {
    const type = attributeOf(entity, id)?.valueType
    if (type?.kind === 'reference' && !type.many) add(physical([id]), false, true)
  }
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
        sql`create ${index.unique ? sql`unique ` : sql``}index concurrently ${sql.id(index.name)} on ${sql.id(app.id, entity.id)} (${sql.join(columns)}) where deleted_at is null`,
      ),
    )
  } catch (error) {
    await client.query(drop).catch(() => {})
    throw error
  }
}

/** After the switch: indexes nothing asks for any more. A field that need not be unique any longer must take the same value twice. */
export async function dropUnwantedIndexes(context: Context, client: PoolClient, { app, columns }: SchemaTarget): Promise<void> {
  for (const entity of app.ownEntities) {
    const wanted = wantedIndexes(entity, columns[entity.id] ?? {}).map((index) => index.name)
    const { rows } = await client.query<{ name: string }>(
      `select indexname as name from pg_indexes where schemaname = $1 and tablename = $2 and indexname <> $2 || '_pkey' and not indexname = any($3)`,
      [app.id, entity.id, wanted],
    )
    for (const { name } of rows) {
      await client.query(sql`drop index concurrently if exists ${sql.id(app.id, name)}`.compile(context.db.kysely).sql)
    }
  }
}
