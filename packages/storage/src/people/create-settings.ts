import type { JsonValue } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { requireAdmin } from './require-admin.ts'
import type { Settings } from './settings.ts'

export function createSettings({ db }: Context): Settings {
  return {
    get: async <T extends JsonValue>(_principal: unknown, name: string) => {
      const { rows } = await db.pool.query<{ value: T }>('select value from tangram.setting where name = $1', [name])
      return rows[0]?.value ?? null
    },
    set: async (principal, name, value) => {
      requireAdmin(principal)
      await db.pool.query(
        'insert into tangram.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
        [name, JSON.stringify(value)],
      )
    },
  }
}
