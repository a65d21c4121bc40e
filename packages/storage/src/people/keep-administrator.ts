import { fail } from '../errors.ts'
import type { Transaction } from '../transaction.ts'

/**
 * Before somebody stops being an administrator who can sign in: another one has to be left, also when two administrators remove one another at
 * the same time. While administrators are separated, another one of the same duty.
 *
 * @throws storage.person.last-administrator 409
 */
export async function keepAdministrator({ client }: Transaction, person: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.administrators', 0))`)
  const { rows } = await client.query<{ name: string; isLast: boolean }>(
    `select p.name, p.admin and p.active and (not s.on or p.administers is not null) and not exists (
       select from tangram.person o where o.admin and o.active and o.deleted_at is null and o.id <> p.id
         and (not s.on or o.administers = p.administers)) as "isLast"
     from tangram.person p,
       (select exists (select from tangram.setting where name = 'separated-administrators' and value = 'true') as on) s where p.id = $1 and p.deleted_at is null`,
    [person],
  )
  if (rows[0]?.isLast) throw fail('storage.person.last-administrator', { name: rows[0].name })
}
