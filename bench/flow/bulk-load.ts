import type { Pool } from 'pg'

/** Copies made by one statement. */
const batch = 5_000

/**
 * Makes `count` more finished instances out of one that the engine has run: every row it left in schema `tangram`, with ids of its own
 * and everything else the same. A test compares such rows with those of an instance that was run.
 */
export async function bulkLoad(pool: Pool, instance: string, count: number, lines = 2): Promise<void> {
  const template = await rowsOf(pool, instance)
  const ids = [...new Set(Object.values(template).flatMap((rows) => rows.flatMap(idsIn)))]
  let next = 0
  const line = async () => {
    for (let from = next; from < count; from = next) {
      const to = Math.min(count, from + batch)
      next = to
      for (const [table, rows] of Object.entries(template)) await copy(pool, table, rows, ids, { from, to })
    }
  }
  await Promise.all(Array.from({ length: lines }, line))
  // The planner's view of a database that has grown by itself.
  await pool.query('analyze')
}

type Row = { [column: string]: unknown }

/** Rows of every table that belong to the instance: it is named by its id, or one of its tasks is. */
async function rowsOf(pool: Pool, instance: string): Promise<{ [table: string]: Row[] }> {
  const { rows: owners } = await pool.query<{ table: string; by: string }>(
    `select c.table_name as table, case when c.table_name = 'flow_instance' then 'id' else c.column_name end as by
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'tangram' and t.table_type = 'BASE TABLE'
       and (c.column_name = 'instance' or (c.table_name = 'flow_instance' and c.column_name = 'id') or (c.table_name = 'notification' and c.column_name = 'task'))
     order by 1`,
  )
  const found: { [table: string]: Row[] } = {}
  for (const { table, by } of owners) {
    const { rows } = await pool.query<{ row: Row }>(
      by === 'task'
        ? `select to_jsonb(x) as row from tangram.${table} x where x.task in (select id from tangram.task where instance = $1)`
        : `select to_jsonb(x) as row from tangram.${table} x where x.${by} = $1`,
      [instance],
    )
    if (rows.length > 0) found[table] = rows.map(({ row }) => row)
  }
  return found
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a copy must not share with its template: ids of rows, elements and tasks, and the request that began it. */
function idsIn(row: Row): string[] {
  const own = ['id', 'instance', 'element', 'task', 'start_request'].flatMap((column) => row[column] ?? [])
  return own.filter((value): value is string => typeof value === 'string' && uuid.test(value))
}

async function copy(pool: Pool, table: string, rows: readonly Row[], ids: readonly string[], { from, to }: { from: number; to: number }) {
  const { rows: columns } = await pool.query<{ name: string }>(
    `select quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'tangram' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  )
  const names = columns.map(({ name }) => name).join(', ')
  // The ids stand wherever the row names them, also within its JSON: the text of the row is what is changed.
  const changed = ids.reduce((text, _, index) => `replace(${text}, $${index + 4}, md5($${index + 4} || n)::uuid::text)`, 'r.row')
  await pool.query(
    `insert into tangram.${table} (${names})
     select ${columns.map(({ name }) => `p.${name}`).join(', ')}
     from unnest($1::text[]) as r (row) cross join generate_series($2::int, $3::int - 1) as n
     cross join lateral jsonb_populate_record(null::tangram.${table}, (${changed})::jsonb) as p`,
    [rows.map((row) => JSON.stringify(row)), from, to, ...ids],
  )
}
