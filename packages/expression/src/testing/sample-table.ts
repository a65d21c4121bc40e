import { columnTypeOf, type RecordValues } from '@tangram/data-model'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import type pg from 'pg'
import { fromJsonLogic } from '../from-json-logic.ts'
import type { Given, Logic } from '../logic.ts'
import { written } from '../sql/fragment.ts'
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
  await client.query('drop table if exists sample')
  const columns = Object.entries(sampleTypes).map(([name, type]) => `${name} ${columnTypeOf(type)}`)
  await client.query(`create temporary table sample (row integer, ${columns.join(', ')})`)
  const names = Object.keys(sampleTypes)
  for (const [row, record] of records.entries()) {
    const places = names.map((_, index) => `$${index + 2}`)
    await client.query(`insert into sample (row, ${names.join(', ')}) values ($1, ${places.join(', ')})`, [
      row,
      ...names.map((name) => record[name]),
    ])
  }
}

/** What PostgreSQL answers for each row: the value as text, and whether a WHERE lets the row through. */
export async function answersOfPostgres(
  client: pg.Client,
  logic: Logic,
  given: Given,
): Promise<{ value: string | null; passes: boolean }[]> {
  const scope: SqlScope = { ...sampleScope, columnOf: (path) => sql.ref(`sample.${path.join('.')}`), given }
  const { tree } = fromJsonLogic(logic, scope)
  const isCondition = tree?.type?.kind === 'boolean'
  const passes = isCondition ? compileCondition(logic, scope) : sql`false`
  const { sql: text, parameters } = sql`
    select ${written(compileSql(logic, scope), tree?.type)} as value, coalesce(${passes}, false) as passes from sample order by row
  `.compile(compiler)
  const { rows } = await client.query(text, [...parameters])
  return rows
}
