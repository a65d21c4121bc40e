import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Attempts } from './attempts.ts'

export function createAttempts({ db }: Pick<Context, 'db'>): Attempts {
  return {
    admit: async (attempts) => {
      const { rows } = await db.pool.query<{ wait: number }>({
        name: 'attempts.admit',
        text: 'select tangram.admit($1, $2, $3) as wait',
        values: [attempts.map(({ key }) => stored(key)), attempts.map(({ limit }) => limit), attempts.map(({ windowMs }) => windowMs)],
      })
      return rows[0]?.wait ?? 0
    },
    clear: async (key) => {
      await db.pool.query('delete from tangram.attempt where key = $1', [stored(key)])
    },
  }
}

/** Addresses and logins are not kept, and a long one takes no more room. */
const stored = (key: string): string => createHash('sha256').update(key).digest('base64url')
