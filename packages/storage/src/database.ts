import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { openCluster } from './cluster/open-cluster.ts'
import { databaseError } from './database-error.ts'
import { typeParsers } from './type-parsers.ts'

/** An open PostgreSQL: embedded or yours, the code after this point does not know. */
export type Database = {
  url: string
  pool: pg.Pool
  /** A longer statement is stopped. */
  statementTimeoutMs: number
  /** Builds SQL; tables are named by catalogues, so it has no static schema. */
  kysely: Kysely<unknown>
  close(): Promise<void>
}

export type ConnectOptions = ({ databaseUrl: string } | { dataDir: string; settings?: { [name: string]: string } }) & {
  /** 10 when absent. */
  poolSize?: number
  /** A longer statement is stopped; 30 s when absent. */
  statementTimeoutMs?: number
  /** Only for reading, and shown to the database's administrator as `tangram reports`; a replica or a pool of its own. */
  isForReports?: boolean
  log?: (message: string) => void
}

/** Opens the database at the URL, or the embedded one of the data directory. Closing stops what was started. */
export async function connect(options: ConnectOptions): Promise<Database> {
  if ('databaseUrl' in options) return openPool(options.databaseUrl, options, async () => {})
  const cluster = await openCluster({ dataDir: options.dataDir, settings: options.settings, log: options.log })
  try {
    await ensureDatabase(cluster.urlOf('postgres'), 'tangram')
    return openPool(cluster.urlOf('tangram'), options, () => cluster.close())
  } catch (error) {
    await cluster.close()
    throw error
  }
}

export function openPool(
  url: string,
  options: Pick<ConnectOptions, 'poolSize' | 'statementTimeoutMs' | 'isForReports' | 'log'>,
  afterwards: () => Promise<void>,
): Database {
  const statementTimeoutMs = options.statementTimeoutMs ?? 30_000
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    types: typeParsers,
    connectionTimeoutMillis: 5_000,
    application_name: options.isForReports ? 'tangram reports' : 'tangram',
    keepAlive: true,
    // Every name is qualified. Without this the user's own name would put schema `tangram` first.
    options: `-c search_path=public -c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=${statementTimeoutMs}${options.isForReports ? ' -c default_transaction_read_only=on' : ''}`,
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', (error) => options.log?.(`database connection lost: ${error.message}`))
  // One that breaks between two statements of a transaction tells only itself; the next statement then fails as it should.
  pool.on('connect', (client) => client.on('error', () => {}))
  translateErrors(pool)
  return {
    url,
    pool,
    statementTimeoutMs,
    kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    close: async () => {
      await pool.end()
      await afterwards()
    },
  }
}

/** Whatever is asked of the pool fails in words the server can pass on; a transaction translates for itself. */
function translateErrors(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  const translated = (error: unknown) => {
    throw databaseError(error)
  }
  // pg.Pool.query calls connect with a callback itself.
  const fromPool = (...args: unknown[]) =>
    args.length > 0 ? (connect as (...all: unknown[]) => unknown)(...args) : connect().catch(translated)
  Object.assign(pool, { query: (...args: unknown[]) => query(...args).catch(translated), connect: fromPool })
}

async function ensureDatabase(url: string, name: 'tangram'): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
}
