import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { checkPassword } from './check-password.ts'
import { hashPassword } from './password.ts'
import { isPasswordOff } from './password-off.ts'
import type { PasswordOwner } from './password-rules.ts'
import type { Security } from './security.ts'

/** More than any setting asks for. */
const keptPasswords = 24

export type NewPassword = { person: string; hash: string; mustChange: boolean; keepSession?: string }

/** The one road by which a password comes to somebody: changed, given, or by an invitation. */
export type Passwords = {
  /** Whatever road it comes by, nobody gets one past their provider. @throws storage.person.password-off 409 */
  refuseOff(person: string): Promise<void>
  /** The hash of one that meets the rules. @throws storage.person.weak-password 422 */
  make(password: string, owner: PasswordOwner, person?: string): Promise<string>
  /** Whoever knew the old one is signed out. */
  write(trx: Transaction, password: NewPassword): Promise<void>
}

export function createPasswords(context: Context, security: Security): Passwords {
  const { db, hub } = context
  return {
    refuseOff: async (person) => {
      const { rows } = await db.pool.query<{ provider: string }>(
        `select coalesce(v.settings -> 'name' ->> p.locale, v.settings -> 'name' ->> 'en', v.settings -> 'name' ->> 'zh-CN', v.issuer) as provider
         from tangram.person p join tangram.identity i on i.person = p.id join tangram.identity_provider v on v.id = i.provider and v.enabled and v.password_off
         where p.id = $1 and ${isPasswordOff} limit 1`,
        [person],
      )
      if (rows[0]) throw fail('storage.person.password-off', { provider: rows[0].provider })
    },
    make: async (password, owner, person) => {
      await checkPassword(context, (await security.settings()).password, password, owner, person)
      return hashPassword(password)
    },
    write: async ({ client, afterCommit }, { person, hash, mustChange, keepSession }) => {
      const now = context.now()
      await client.query('select from tangram.person where id = $1 for update', [person])
      await client.query(
        `insert into tangram.password_history (person, at, hash) select id, $2, password_hash from tangram.person where id = $1 and password_hash is not null`,
        [person, now],
      )
      await client.query(
        'update tangram.person set password_hash = $2, password_changed_at = $3, password_must_change = $4 where id = $1',
        [person, hash, now, mustChange],
      )
      await client.query(
        `delete from tangram.password_history where person = $1 and ctid not in
           (select ctid from tangram.password_history where person = $1 order by at desc limit ${keptPasswords})`,
        [person],
      )
      await client.query('delete from tangram.session where person = $1 and id is distinct from $2', [person, keepSession ?? null])
      afterCommit.push(() => hub.tell('people', ''))
    },
  }
}
