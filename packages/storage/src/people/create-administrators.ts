import { administratorDuties } from '@tangram/access'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { Administrator, Administrators } from './administrators.ts'
import { keepAdministrator } from './keep-administrator.ts'
import { requireAdmin } from './require-admin.ts'

const setting = 'separated-administrators'

/** One change of who administers at a time, under the lock of those that keep the last administrator. */
export function createAdministrators({ db, hub }: Context): Administrators {
  const change = async (work: (trx: Transaction) => Promise<void>): Promise<void> => {
    await inTransaction(db, async (trx) => {
      await trx.client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.administrators', 0))`)
      await work(trx)
    })
    hub.tell('people', '')
  }

  return {
    list: async (principal) => {
      requireAdmin(principal, 'security')
      return { separated: await isSeparated(db.pool), administrators: await everyAdministrator(db.pool) }
    },
    separate: (principal, duties) => {
      requireAdmin(principal, 'security')
      return change(async ({ client }) => {
        if (await isSeparated(client)) throw fail('storage.administrators.separated')
        const all = await everyAdministrator(client)
        if (duties.size !== all.length || !all.every(({ id }) => duties.has(id))) throw fail('storage.administrators.each')
        const covered = new Set(all.filter(({ active }) => active).map(({ id }) => duties.get(id)))
        const missing = administratorDuties.find((duty) => !covered.has(duty))
        if (missing) throw fail('storage.administrators.uncovered', { duty: missing })
        for (const [person, duty] of duties) await client.query('update tangram.person set administers = $2 where id = $1', [person, duty])
        await client.query(
          `insert into tangram.setting (name, value) values ($1, 'true') on conflict (name) do update set value = excluded.value`,
          [setting],
        )
      })
    },
    assign: (principal, person, duty) => {
      requireAdmin(principal, 'security')
      return change(async (trx) => {
        if (!(await isSeparated(trx.client))) throw fail('storage.administrators.together')
        if (principal.kind === 'person' && principal.id === person) throw fail('storage.administrators.own')
        const before = (await everyAdministrator(trx.client)).find(({ id }) => isUuid(person) && id === person)
        if (!before) throw fail('storage.person.unknown')
        if (before.duty === duty) return
        await keepAdministrator(trx, before.id)
        await trx.client.query('update tangram.person set administers = $2 where id = $1', [person, duty])
      })
    },
    join: (principal) => {
      requireAdmin(principal, 'security')
      return change(async ({ client }) => {
        await client.query('delete from tangram.setting where name = $1', [setting])
        await client.query('update tangram.person set administers = null where administers is not null')
      })
    },
  }
}

type Queries = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }

async function isSeparated(from: Queries): Promise<boolean> {
  const { rows } = await from.query(`select from tangram.setting where name = $1 and value = 'true'`, [setting])
  return rows.length === 1
}

async function everyAdministrator(from: Queries): Promise<Administrator[]> {
  const { rows } = await from.query(
    `select id, name, active, administers as duty from tangram.person where admin and deleted_at is null order by name collate "zh-x-icu", id`,
  )
  return rows as Administrator[]
}
