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
      requireAdmin(principal, 'system')
      await db.pool.query(
        'insert into tangram.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
        [name, JSON.stringify(value)],
      )
    },
    replace: async (principal, name, from, to) => {
      requireAdmin(principal, 'system')
      const { rowCount } = await db.pool.query('update tangram.setting set value = $3 where name = $1 and value = $2', [
        name,
        JSON.stringify(from),
        JSON.stringify(to),
      ])
      return rowCount === 1
    },
  }
}
