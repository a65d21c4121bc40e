import { randomBytes } from 'node:crypto'
import type { Id } from '@tangram/data-model'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { createSealer, type Sealer } from '../sealed.ts'

/** What a key is for: `value` seals and has versions, `match` makes the codes by which equal values are found. */
export type KeyPurpose = 'value' | 'match'

export type DataKey = { app: Id; purpose: KeyPurpose; version: number; key: Buffer; isFormer: boolean }

type Row = { app: Id; purpose: KeyPurpose; version: number; wrapped: string }

/** Wraps data keys by the installation's secret. */
export function keySealer(options: Context['options']): Sealer {
  return createSealer(options, 'tangram data keys')
}

/**
 * The keys of an app, or of all apps, as they are in the database.
 *
 * @throws storage.encryption.secret 500 when the secret they were wrapped by is not among those that are set
 */
export async function readDataKeys(
  { options, db }: Pick<Context, 'options' | 'db'>,
  app?: Id,
  executor: Executor = db.pool,
): Promise<DataKey[]> {
  const { rows } = await executor.query<Row>(
    'select app, purpose, version, wrapped from tangram.data_key where $1::text is null or app = $1 order by app, purpose, version',
    [app ?? null],
  )
  const sealer = keySealer(options)
  return rows.map((row) => {
    const opened = sealer.open(row.wrapped, aboutKey(row))
    if (!opened) throw fail('storage.encryption.secret', { app: row.app })
    return {
      app: row.app,
      purpose: row.purpose,
      version: row.version,
      key: Buffer.from(opened.text, 'base64url'),
      isFormer: opened.isFormer,
    }
  })
}

/** Makes the first keys of an app; whoever comes second finds those of the first. */
export async function ensureDataKeys(
  context: Pick<Context, 'options' | 'db' | 'now'>,
  app: Id,
  executor: Executor = context.db.pool,
): Promise<void> {
  for (const purpose of ['value', 'match'] as const) {
    const row = { app, purpose, version: 1 }
    await executor.query(
      `insert into tangram.data_key (app, purpose, version, wrapped, created_at, done_at) values ($1, $2, $3, $4, $5, $5) on conflict do nothing`,
      [app, purpose, row.version, newKey(context.options, row), context.now()],
    )
  }
}

/** A new key, wrapped. */
export function newKey(options: Context['options'], row: Omit<Row, 'wrapped'>): string {
  return wrapped(options, row, randomBytes(32))
}

/** A key wrapped by the secret of today. */
export function wrapped(options: Context['options'], row: Omit<Row, 'wrapped'>, key: Buffer): string {
  return keySealer(options).seal(key.toString('base64url'), aboutKey(row))
}

function aboutKey({ app, purpose, version }: Omit<Row, 'wrapped'>): string {
  return `data key ${app} ${purpose} ${version}`
}
