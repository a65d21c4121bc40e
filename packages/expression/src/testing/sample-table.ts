import { columnTypeOf, type RecordValues, type ValueType } from '@tangram/data-model'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import type pg from 'pg'
import { fromJsonLogic } from '../from-json-logic.ts'
import type { Given, Logic } from '../logic.ts'
import { type Fragment, written } from '../sql/fragment.ts'
import { compileCondition, compileSql, type SqlScope } from '../sql/index.ts'
import { sampleScope, sampleTypes } from './arbitrary-logic.ts'

/** Compiles queries only; the test sends them through a connection of its own. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Fills the temporary table `sample` of this connection, one column for each sample attribute. */
export async function fillSampleTable(client: pg.Client, records: readonly RecordValues[]): Promise<void> {
  const columns = Object.entries(sampleTypes).map(([name, type]) => `${name} ${columnTypeOf(type)}`)
  await client.query(`drop table if exists sample; create temporary table sample (row integer, ${columns.join(', ')})`)
  const names = Object.keys(sampleTypes)
  const rows = records.map((record, row) => sql`(${sql.join([row, ...names.map((name) => record[name] ?? null)])})`)
  const { sql: text, parameters } =
    sql`insert into sample (row, ${sql.join(names.map((name) => sql.id(name)))}) values ${sql.join(rows)}`.compile(compiler)
  await client.query(text, [...parameters])
}

/** What PostgreSQL answers for one row: the value as text, and whether a WHERE lets the row through. */
export type Answer = { value: string | null; passes: boolean }

/** For each expression, what PostgreSQL answers for each row; all of them in one statement. */
export async function answersOfPostgres(client: pg.Client, logics: readonly Logic[], given: Given): Promise<Answer[][]> {
  const scope: SqlScope = { ...sampleScope, columnOf: (path) => sql.ref(`sample.${path.join('.')}`), given }
  const columns = logics.flatMap((logic) => {
    const { tree } = fromJsonLogic(logic, scope)
    const passes = tree?.type?.kind === 'boolean' ? sql`coalesce(${compileCondition(logic, scope)}, false)` : sql`false`
    return [asText(compileSql(logic, scope), tree?.type), passes]
  })
  const { sql: text, parameters } = sql`select ${sql.join(columns)} from sample order by row`.compile(compiler)
  const { rows } = await client.query<(string | boolean | null)[]>({ text, values: [...parameters], rowMode: 'array' })
  return logics.map((_, index) =>
    rows.map((row) => ({ value: (row[index * 2] ?? null) as string | null, passes: row[index * 2 + 1] === true })),
  )
}

/** A value as text; of a list each item on its own, blanks left out. */
function asText(value: Fragment, type: ValueType | undefined): Fragment {
  if (type?.kind !== 'list') return written(value, type)
  const item = written(sql`each.item`, type.of)
  return sql`(select case when list is not null then
    coalesce((select string_agg(${item}, ',' order by place) from unnest(list) with ordinality as each(item, place)), '') end
    from (select ${value} as list) as whole)`
}
