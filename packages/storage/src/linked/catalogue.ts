import type { SourceColumn, SourceTable } from '@tangram/app-model'
import type { Executor } from '../compiled-query.ts'

export type SourceKindOfTable = 'table' | 'view' | 'materialized' | 'foreign'

/** A table or view that may be linked. `rows` is PostgreSQL's estimate; null where it has none. */
export type LinkableTable = {
  schema: string
  table: string
  kind: SourceKindOfTable
  comment: string | null
  rows: number | null
  columns: number
}

const kinds: { readonly [relkind: string]: SourceKindOfTable } = { r: 'table', p: 'table', v: 'view', m: 'materialized', f: 'foreign' }

/** Whatever of it may be read: the whole table, or some columns. */
const readable = `(has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select')) and has_schema_privilege(n.oid, 'usage')`
const isReadable = `c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and ${readable}`

/** Tables and views of these schemas that the database lets us read, by name. */
export async function linkableTables(db: Executor, schemas: readonly string[]): Promise<LinkableTable[]> {
  const { rows } = await db.query<Omit<LinkableTable, 'kind'> & { relkind: string }>(
    `select n.nspname as schema, c.relname as table, c.relkind::text as relkind, obj_description(c.oid, 'pg_class') as comment,
       case when c.reltuples >= 0 then c.reltuples::bigint end as rows,
       (select count(*)::int from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(c.oid, a.attnum, 'select')) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and ${isReadable}
     order by n.nspname, c.relname`,
    [schemas],
  )
  return rows.map(({ relkind, ...table }) => ({ ...table, kind: kinds[relkind] ?? 'table' }))
}

/** Columns, key and foreign keys of one of them; undefined where there is none that may be read. */
export async function sourceTable(db: Executor, schema: string, table: string): Promise<SourceTable | undefined> {
  const { rows } = await db.query<{ oid: number; comment: string | null }>(
    `select c.oid::int8 as oid, obj_description(c.oid, 'pg_class') as comment from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and ${isReadable}`,
    [schema, table],
  )
  const [found] = rows
  if (!found) return undefined
  const columns = await db.query<SourceColumn>(columnsOf, [found.oid])
  const keys = await db.query<{ key: string[] }>(keyOf, [found.oid])
  return { schema, table, comment: found.comment, columns: columns.rows, key: keys.rows[0]?.key ?? [] }
}

/** A foreign key of several columns leads nowhere that one field could follow. */
const columnsOf = `
  select a.attname as column, format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), case when t.typbasetype <> 0 then t.typtypmod else a.atttypmod end) as type,
    col_description(a.attrelid, a.attnum) as comment, not (a.attnotnull or t.typnotnull) as nullable,
    (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = coalesce(nullif(t.typbasetype, 0), a.atttypid)) as options,
    (select jsonb_build_object('schema', fn.nspname, 'table', fc.relname, 'column', fa.attname)
       from pg_constraint k join pg_class fc on fc.oid = k.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
         join pg_attribute fa on fa.attrelid = k.confrelid and fa.attnum = k.confkey[1]
       where k.conrelid = a.attrelid and k.contype = 'f' and cardinality(k.conkey) = 1 and k.conkey[1] = a.attnum
       order by k.conname limit 1) as references
  from pg_attribute a join pg_type t on t.oid = a.atttypid
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped and has_column_privilege(a.attrelid, a.attnum, 'select')
  order by a.attnum`

/** The primary key; else a unique index over whole columns that are never empty, that of the fewest first. */
const keyOf = `
  select array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.place <= i.indnkeyatts order by k.place) as key
  from pg_index i
  where i.indrelid = $1 and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
    and not exists (select from unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum where k.place <= i.indnkeyatts and not a.attnotnull)
  order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1`

const sampleRows = 5
const longestCell = 200

/** The first rows as texts, cut to what a cell shows. Names come from the catalogue. */
export async function sampleOf(db: Executor, { schema, table, columns }: SourceTable): Promise<{ [column: string]: string | null }[]> {
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
  if (columns.length === 0) return []
  const cells = columns.map(({ column }) => `left(${quoted(column)}::text, ${longestCell}) as ${quoted(column)}`)
  const { rows } = await db.query<{ [column: string]: string | null }>(
    `select ${cells.join(', ')} from ${quoted(schema)}.${quoted(table)} limit ${sampleRows}`,
  )
  return rows
}
