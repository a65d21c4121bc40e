import type { JsonValue } from '@tangram/data-model'
import pg, { type Connection, type Pool, type PoolClient, type Submittable } from 'pg'
import { databaseError } from './database-error.ts'
import { remembered } from './memo.ts'
import { typeParsers } from './type-parsers.ts'

export type Executor = Pool | PoolClient
type NamedQuery = { name: string; text: string; values: readonly unknown[] }

type Parser = (text: string) => JsonValue
type Columns = { names: readonly string[]; parsers: readonly Parser[] }
/** What node-postgres has and its types leave out. */
type Wire = {
  stream: { cork(): void; uncork(): void }
  /** Kept by node-postgres: texts of what this connection has prepared. */
  parsedStatements: { readonly [name: string]: string | undefined }
  parse(message: { name: string; text: string }): void
  describe(message: { type: 'S'; name: string }): void
  bind(message: { statement: string; values: readonly (string | null)[] }): void
  execute(): void
  sync(): void
}

/** The columns of the statements that each connection has prepared. */
const known = new WeakMap<Wire, Map<string, Columns>>()

/** Rows as cells in the order of the columns. */
type Cells = { columns: readonly string[]; rows: JsonValue[][] }

/**
 * One run of a named statement. The Query of node-postgres asks PostgreSQL to describe the result of every single run and reads that
 * description again; this one asks once per connection. Half of what a record read cost the server went there.
 */
class PreparedQuery implements Submittable {
  /** Read by node-postgres when the statement is prepared. */
  readonly name: string
  readonly text: string
  readonly #values: readonly (string | null)[]
  readonly #done: (error: unknown, result: Cells) => void
  readonly #rows: JsonValue[][] = []
  #columns: Columns | undefined
  #known: Map<string, Columns> | undefined
  #failure: unknown

  constructor(query: NamedQuery, done: (error: unknown, result: Cells) => void) {
    this.name = query.name
    this.text = query.text
    this.#values = query.values.map(encoded)
    this.#done = done
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire
    const { name, text } = this
    this.#known = remembered(known, wire, () => new Map<string, Columns>())
    this.#columns = this.#known.get(name)
    wire.stream.cork()
    if (wire.parsedStatements[name] === undefined) wire.parse({ name, text })
    if (!this.#columns) wire.describe({ type: 'S', name })
    wire.bind({ statement: name, values: this.#values })
    wire.execute()
    wire.sync()
    wire.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#learn({
      names: fields.map(({ name }) => name),
      parsers: fields.map(({ dataTypeID }) => typeParsers.getTypeParser(dataTypeID, 'text') as Parser),
    })
  }

  #learn(columns: Columns): void {
    this.#columns = columns
    this.#known?.set(this.name, columns)
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

  handleCommandComplete(): void {
    // Nothing was described: the statement returns nothing.
    if (!this.#columns) this.#learn({ names: [], parsers: [] })
  }

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
    // As node-postgres does: a connection of the pool on which something failed is not used again.
    let release = (_error?: Error) => {}
    const prepared = new PreparedQuery(query, (error, result) => {
      release(error as Error | undefined)
      if (error) reject(databaseError(error))
      else resolve(result)
    })
    if (!(executor instanceof pg.Pool)) {
      executor.query(prepared)
      return
    }
    executor.connect((problem, client, done) => {
      if (!client) return reject(databaseError(problem))
      release = done
      client.query(prepared)
    })
  })
}

/** A value as PostgreSQL reads it. */
export function encoded(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `{${value.map(element).join()}}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  return Array.isArray(value) ? `${encoded(value)}` : `"${`${encoded(value)}`.replace(/[\\"]/g, '\\$&')}"`
}
