import { columnTypeOf, type Id } from '@tangram/data-model'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type ReportSource, sourceAlias } from '../../sql/report-source.ts'
import { type Row, tableOf, type World } from './world.ts'

/** A world's tables in PostgreSQL. */
export async function createTables(db: Kysely<never>, world: World): Promise<void> {
  for (const [name, { columns }] of Object.entries(world)) {
    const cells = Object.entries(columns).map(([id, type]) => sql`${sql.ref(id)} ${sql.raw(columnTypeOf(type))}`)
    await sql`create table ${sql.table(name)} (hidden boolean not null default false, ${sql.join(cells)})`.execute(db)
  }
}

/** Replaces the rows of all tables. */
export async function fillTables(db: Kysely<never>, world: World): Promise<void> {
  await sql`truncate ${sql.join(Object.keys(world).map((name) => sql.table(name)))}`.execute(db)
  for (const [name, { columns, rows }] of Object.entries(world)) {
    if (rows.length > 0) await insert(db, name, ['hidden', ...Object.keys(columns)], rows)
  }
}

async function insert(db: Kysely<never>, name: Id, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  const whole = rows.map((row) => ({ ...row, hidden: row.hidden === true }))
  const list: RawBuilder<unknown> = sql.join(columns.map((id) => sql.ref(id)))
  await sql`
    insert into ${sql.table(name)} (${list})
    select ${list} from jsonb_populate_recordset(null::${sql.table(name)}, ${JSON.stringify(whole)}::jsonb)
  `.execute(db)
}

/** A table as the engine's source; the rows that are hidden are not in it. */
export function worldSource(world: World, table: Id): ReportSource {
  const { columns, options, relations } = tableOf(world, table)
  return {
    query: sql`(select * from ${sql.table(table)} where not hidden)`,
    attribute: (path, alias = sourceAlias) => {
      const [id] = path
      const type = path.length === 1 && id !== undefined && Object.hasOwn(columns, id) ? columns[id] : undefined
      if (!type || id === undefined) return undefined
      const choices = options?.[id]?.map((one) => ({ id: one, label: { en: one } }))
      return { expression: sql.ref(`${alias}.${id}`), type, attribute: choices ? { label: {}, options: choices } : undefined }
    },
    relation: (step) => {
      if (!Object.hasOwn(relations, step)) return undefined
      const { to, from, on, many, value } = relations[step] as NonNullable<(typeof relations)[string]>
      return { source: worldSource(world, to), from, to: on, many, ...(value === undefined ? {} : { value }) }
    },
  }
}
