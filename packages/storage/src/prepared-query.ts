import type { JsonValue } from '@tangram/data-model'
import pg, { type Connection, type Pool, type PoolClient, type Submittable } from 'pg'
import { databaseError } from './database-error.ts'
import { remembered } from './memo.ts'
import { typeParsers } from './type-parsers.ts'

export type Executor = Pool | PoolClient
export type NamedQuery = { name: string; text: string; values: readonly unknown[] }

type Parser = (text: string) => JsonValue
type Columns = { names: readonly string[]; parsers: readonly Parser[] }
/** What node-postgres has and its types leave out. */
type Wire = {
  stream: { cork(): void; uncork(): void }
  parse(message: { name: string; text: string }): void
  describe(message: { type: 'S'; name: string }): void
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  execute(): void
  sync(): void
}

/** The columns of the statements that each connection has prepared. */
const known = new WeakMap<Wire, Map<string, Columns>>()

/** Rows as cells in the order of the columns. */
export type Cells = { columns: readonly string[]; rows: JsonValue[][] }

/**
 * One run of a named statement. The Query of node-postgres asks PostgreSQL to describe the result of every single run and reads that
 * description again; this one asks once per connection. Half of what a record read cost the server went there.
 */
class PreparedQuery implements Submittable {
  /** Read by node-postgres when the statement is prepared. */
  readonly name: string
  readonly text: string
  readonly #values: readonly unknown[]
  readonly #done: (error: unknown, result: Cells) => void
  readonly #rows: JsonValue[][] = []
  #columns: Columns | undefined
  #known: Map<string, Columns> | undefined
  #failure: unknown

  constructor(query: NamedQuery, done: (error: unknown, result: Cells) => void) {
    this.name = query.name
    this.text = query.text
    this.#values = query.values
    this.#done = done
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire
    const { name, text } = this
    this.#known = remembered(known, wire, () => new Map<string, Columns>())
    this.#columns = this.#known.get(name)
    wire.stream.cork()
    if (!this.#columns) {
      wire.parse({ name, text })
      wire.describe({ type: 'S', name })
    }
    wire.bind({ statement: name, values: this.#values, valueMapper: encoded })
    wire.execute()
    wire.sync()
    wire.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#columns = {
      names: fields.map(({ name }) => name),
      parsers: fields.map(({ dataTypeID }) => typeParsers.getTypeParser(dataTypeID, 'text') as Parser),
    }
    this.#known?.set(this.name, this.#columns)
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const parsers = this.#columns?.parsers ?? []
    const row = new Array<JsonValue>(fields.length)
    try {
      // By index: this runs for every value of every list.
      for (let i = 0; i < fields.length; i++) {
        const text = fields[i] as string | null
        row[i] = text === null ? null : (parsers[i] as Parser)(text)
      }
    } catch (error) {
      this.#failure ??= error
    }
    this.#rows.push(row)
  }

  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}

  handleReadyForQuery(): void {
    this.#done(this.#failure, { columns: this.#columns?.names ?? [], rows: this.#rows })
  }

  handleError(error: unknown): void {
    this.#done(error, { columns: [], rows: [] })
  }
}

/** @throws what PostgreSQL or the connection reports */
export function runPrepared(executor: Executor, query: NamedQuery): Promise<Cells> {
  return new Promise((resolve, reject) => {
    if (!(executor instanceof pg.Pool)) {
      executor.query(new PreparedQuery(query, (error, result) => (error ? reject(error) : resolve(result))))
      return
    }
    executor.connect((problem, client, release) => {
      if (!client) return reject(databaseError(problem))
      const finish = (error: unknown, result: Cells) => {
        // As node-postgres does: a connection on which something failed is not used again.
        release(error as Error | undefined)
        if (error) reject(databaseError(error))
        else resolve(result)
      }
      client.query(new PreparedQuery(query, finish))
    })
  })
}

/** A value as PostgreSQL reads it. */
function encoded(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `{${value.map(element).join()}}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  return Array.isArray(value) ? `${encoded(value)}` : `"${`${encoded(value)}`.replace(/[\\"]/g, '\\$&')}"`
}
