import type { ResolvedApp } from '@tangram/app-model'
import { type Entity, type Id, isEncrypted } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { encryptedFields } from '../encryption/encrypted-fields.ts'
import { matchCodeIn } from '../encryption/match-filter.ts'
import { indexName, primaryKeyName, uniqueSets } from '../records/names.ts'
import { storedAttributes, tablesOf } from '../records/rows-table.ts'
import type { ColumnMap } from './loaded-app.ts'

type Index = {
  name: string
  unique: boolean
  columns: string[]
  orderedByAge: boolean
  ofRows?: boolean
  /** True: over the match codes within the sealed values of the column. */
  ofCodes?: boolean
}

/** The order of a record's rows. */
export const rowOrder = ['record', 'position']

export function wantedIndexes(entity: Entity, names: { [attribute: Id]: string }, ofRows: boolean): Index[] {
  const physical = (ids: readonly Id[]) =>
    ids.flatMap((id) => names[id] ?? (id === 'created_at' || id === 'updated_at' || id === 'created_by' ? id : []))
  const found = new Map<string, Index>()
  const add = (columns: string[], unique: boolean, orderedByAge: boolean) => {
    const name = indexName(entity.id, columns, unique)
    if (columns.length > 0 && !found.has(name)) found.set(name, { name, unique, columns, orderedByAge, ofRows })
  }
  if (ofRows) add(rowOrder, false, false)
  const isSealedSet = ([id = '']: readonly Id[]) => isEncrypted(entity.attributes[id]?.valueType)
  for (const set of uniqueSets(entity)) if (!isSealedSet(set)) add(physical(set), true, false)
  for (const id of encryptedFields(entity)) {
    const [columns, unique] = [physical([id]), entity.attributes[id]?.unique === true]
    const name = indexName(entity.id, columns, unique)
    found.set(name, { name, unique, columns, orderedByAge: false, ofCodes: true })
  }
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
export async function ensureIndex(context: Context, client: PoolClient, app: ResolvedApp, entity: Entity, index: Index): Promise<void> {
  const { rows } = await client.query<{ valid: boolean }>(
    `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2`,
    [app.id, index.name],
  )
  if (rows[0]?.valid) return
  const compile = (statement: RawBuilder<unknown>) => statement.compile(context.db.kysely).sql
  const drop = compile(sql`drop index concurrently if exists ${sql.id(app.id, index.name)}`)
  if (rows[0]) await client.query(drop)
  const columns = [
    ...index.columns.map((column) => (index.ofCodes ? sql`(${matchCodeIn(sql.id(column))})` : sql.id(column))),
    ...(index.orderedByAge ? [sql`created_at desc`, sql`id desc`] : []),
  ]
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
export async function dropUnwantedIndexes(
  context: Context,
  client: PoolClient,
  { app, columns }: { app: ResolvedApp; columns: ColumnMap },
): Promise<void> {
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
