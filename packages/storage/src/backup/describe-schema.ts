import type { PoolClient } from 'pg'

export type DescribedTable = { schema: string; name: string; columns: string[] }

/** SQL that makes the tables again, in the order it has to run; rows are loaded after `before`. */
export type DescribedSchema = {
  schemas: string[]
  tables: DescribedTable[]
  before: string[]
  after: string[]
  /** What lies in these schemas and is not carried: views and tables that somebody added beside ours. */
  leftOut: string[]
}

/** `tangram` and the schema of each app; schemas that are linked belong to somebody else. */
export const ownSchemas = `select n.oid, n.nspname from pg_namespace n
  where n.nspname = 'tangram' or n.nspname in (select id from tangram.app)`

const own = `with own as (${ownSchemas}), numbered as (
  select distinct d.adrelid as oid from pg_attrdef d where pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\\('
), t as (
  select c.oid, own.nspname as schema, c.relname as name, c.relpersistence, c.reloptions, format('%I.%I', own.nspname, c.relname) as full_name
  from pg_class c join own on own.oid = c.relnamespace
  where c.relkind = 'r' and not c.relispartition and c.oid not in (select oid from numbered)
    and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '')
)`

/**
 * The tables as they are in this transaction's snapshot, from the catalogue and not from the documents: an app's tables hold the
 * columns of every version it ever had, retired ones with their data.
 */
export async function describeSchema(client: PoolClient): Promise<DescribedSchema> {
  const listOf = async (text: string): Promise<string[]> => {
    const { rows } = await client.query<{ sql: string | null }>(text)
    return rows.flatMap((row) => row.sql ?? [])
  }
  const { rows: tables } = await client.query<DescribedTable & { sql: string }>(`${own}
    select t.schema, t.name,
      coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns,
      'create ' || case t.relpersistence when 'u' then 'unlogged ' else '' end || 'table ' || t.full_name || ' ('
      || coalesce(string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
        || case when a.attcollation <> y.typcollation then (select format(' collate %I.%I', cn.nspname, co.collname)
             from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace where co.oid = a.attcollation) else '' end
        || case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                || case a.attgenerated when 's' then ' stored' else ' virtual' end
             when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
        || case when a.attnotnull then ' not null' else '' end, ', ' order by a.attnum), '') || ')'
      || coalesce(' with (' || array_to_string(t.reloptions, ', ') || ')', '') as sql
    from t left join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      left join pg_type y on y.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    group by t.oid, t.schema, t.name, t.full_name, t.relpersistence, t.reloptions order by t.schema, t.name`)
  const constraints = (kinds: string) =>
    listOf(`${own} select format('alter table %s add constraint %I %s', t.full_name, c.conname, pg_get_constraintdef(c.oid)) as sql
      from pg_constraint c join t on t.oid = c.conrelid where c.contype in (${kinds}) order by t.full_name, c.conname`)
  const { rows: schemas } = await client.query<{ nspname: string }>(`${ownSchemas} order by n.nspname`)
  const names = schemas.map((row) => row.nspname)
  const creating = await listOf(`with own as (${ownSchemas}) select format('create schema %I', nspname) as sql from own order by nspname`)
  const functions = await listOf(`with own as (${ownSchemas}) select pg_get_functiondef(p.oid) as sql from pg_proc p
    join own on own.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    where p.prokind in ('f', 'p') and l.lanname in ('sql', 'plpgsql') order by p.proname`)
  const indexes = await listOf(`${own} select pg_get_indexdef(i.indexrelid) as sql from pg_index i join t on t.oid = i.indrelid
    where i.indisvalid and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
    order by i.indexrelid::regclass::text`)
  const triggers = await listOf(`${own} select pg_get_triggerdef(g.oid) as sql from pg_trigger g join t on t.oid = g.tgrelid
    where not g.tgisinternal order by t.full_name, g.tgname`)
  // One that reads another was made after it.
  const views = await listOf(`select format('create view tangram.%I%s as %s', c.relname,
      coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid)) as sql
    from pg_class c where c.relkind = 'v' and c.relnamespace = 'tangram'::regnamespace order by c.oid`)
  const leftOut =
    await listOf(`${own} select format('%I.%I', own.nspname, c.relname) as sql from pg_class c join own on own.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid not in (select oid from t) and not (c.relkind = 'v' and own.nspname = 'tangram')
    order by 1`)
  return {
    schemas: names,
    tables: tables.map(({ schema, name, columns }) => ({ schema, name, columns })),
    // Bodies of functions may name tables: PostgreSQL reads them when they first run.
    before: [...creating, 'set local check_function_bodies = off', ...functions, ...tables.map((table) => table.sql)],
    after: [...(await constraints("'p', 'u', 'x', 'c'")), ...indexes, ...(await constraints("'f'")), ...triggers, ...views],
    leftOut,
  }
}
