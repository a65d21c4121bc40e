import { createHash } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import type { Database } from './database.ts'

/** A place in a compiled statement that each run fills with its own value. */
export class Slot {
  readonly index: number
  constructor(index: number) {
    this.index = index
  }
}

/** A statement built once and run many times. */
export type CompiledQuery = { name: string; text: string; parameters: readonly unknown[]; runs: number }

export type Executor = Pool | PoolClient

/** Naming a statement makes PostgreSQL keep its plan; not worth it for one that may never come again. */
const nameAfterRuns = 2

export function compileQuery(db: Database, statement: RawBuilder<unknown>): CompiledQuery {
  const { sql: text, parameters } = statement.compile(db.kysely)
  return { name: createHash('sha1').update(text).digest('base64url'), text, parameters, runs: 0 }
}

export function runQuery<Row extends object>(
  executor: Executor,
  query: CompiledQuery,
  args: readonly unknown[] = [],
): Promise<QueryResult<Row>> {
  const values = query.parameters.map((parameter) => (parameter instanceof Slot ? args[parameter.index] : parameter))
  query.runs++
  const named = query.runs > nameAfterRuns ? { name: query.name } : {}
  return executor.query<Row>({ ...named, text: query.text, values })
}
