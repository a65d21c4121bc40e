import { createHash } from 'node:crypto'
import type { JsonValue } from '@tangram/data-model'
import type { RawBuilder } from 'kysely'
import type { Database } from './database.ts'
import { type Executor, encoded, runPrepared } from './prepared-query.ts'
import { withSharedParameters } from './shared-parameters.ts'

export type { Executor }

/** A place in a compiled statement that each run fills with its own value. */
export class Slot {
  readonly index: number
  constructor(index: number) {
    this.index = index
  }
}

/** A statement built once and run many times; its parameters are slots and constants as PostgreSQL reads them. */
export type CompiledQuery = { name: string; text: string; parameters: readonly unknown[]; runs: number }

/** Naming a statement makes PostgreSQL keep its plan; not worth it for one that may never come again. */
const nameAfterRuns = 2

export function compileQuery(db: Database, statement: RawBuilder<unknown>): CompiledQuery {
  const { sql: compiled, parameters: given } = statement.compile(db.kysely)
  const { text, parameters } = withSharedParameters(
    compiled,
    given.map((parameter) => (parameter instanceof Slot ? parameter : encoded(parameter))),
  )
  return { name: createHash('sha1').update(text).digest('base64url'), text, parameters, runs: 0 }
}

/** The rows as objects by column. */
export async function runQuery<Row extends object>(
  executor: Executor,
  query: CompiledQuery,
  args: readonly unknown[] = [],
): Promise<{ rows: Row[] }> {
  if (!isWorthNaming(query)) return executor.query<Row>({ text: query.text, values: valuesOf(query, args) })
  const { columns, rows } = await runPrepared(executor, { name: query.name, text: query.text, values: valuesOf(query, args) })
  return { rows: rows.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])) as Row) }
}

/** The rows as cells in the order of the columns: for what is read often and knows that order. */
export async function runForCells(executor: Executor, query: CompiledQuery, args: readonly unknown[] = []): Promise<JsonValue[][]> {
  const { name, text } = query
  const values = valuesOf(query, args)
  if (isWorthNaming(query)) return (await runPrepared(executor, { name, text, values })).rows
  return (await executor.query<JsonValue[]>({ text, values, rowMode: 'array' })).rows
}

function valuesOf(query: CompiledQuery, args: readonly unknown[]): unknown[] {
  return query.parameters.map((parameter) => (parameter instanceof Slot ? args[parameter.index] : parameter))
}

function isWorthNaming(query: CompiledQuery): boolean {
  query.runs++
  return query.runs > nameAfterRuns
}
