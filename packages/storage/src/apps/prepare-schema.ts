import type { ResolvedApp } from '@tangram/app-model'
import { type Attribute, columnTypeOf, type Entity, type Id, invariant } from '@tangram/data-model'
import { compileSql } from '@tangram/expression/sql'
import { type RawBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { convertSealed, isSealing } from '../encryption/convert-sealed.ts'
import type { Vault } from '../encryption/vault.ts'
import { linkedRows } from '../linked/linked-rows.ts'
import { sqlTypeOf } from '../records/codec.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { foreignKeyName, indexName, primaryKeyName } from '../records/names.ts'
import { formulaInRow, policyScope } from '../records/policy-scope.ts'
import { storedAttributes, tablesOf } from '../records/rows-table.ts'
import { columnKind, converted } from './convert-column.ts'
import { ensureIndex, rowOrder, wantedIndexes } from './indexes.ts'
import type { Computation, Conversion, SchemaTarget } from './plan-columns.ts'

/**
 * The online part of a publish as steps. Each can be repeated: a publish that was interrupted simply starts again.
 *
 * @param vault there when a column is to be sealed or opened
 */
export function preparationSteps(
  context: Context,
  target: SchemaTarget,
  vault: Vault | undefined,
): ((client: PoolClient) => Promise<void>)[] {
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
    if (vault && isSealing(conversion)) {
      steps.push((client) => convertSealed(context, client, { app, vault, conversion }))
      continue
    }
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
    // A foreign key would keep others from changing the table that is only read here.
    if (!to.linked)
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
  const target = { id: app.id, resolved: app, columns, linkedSchemas: new Set(context.options.linkedSchemas) }
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
    if (target?.linked) return linkedRows(target)
    return target && sql.id(target.system ? 'tangram' : app.id, target.id)
  }
  const [source, target] = [sql`t.${sql.id(from)}`, sql`t.${sql.id(to)}`]
  const forth = converted(fromType, toType, source, zone, tableOf(toType))
  const back = converted(toType, fromType, target, zone, tableOf(fromType))
  return sql`update ${sql.id(app.id, entity)} as t set ${sql.id(to)} = ${forth} ${where} and ${source} is distinct from ${back}`
}
