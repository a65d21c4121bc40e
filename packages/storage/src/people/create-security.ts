import type { JsonValue } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { isUuid } from '../uuid.ts'
import { ruleText } from './check-password.ts'
import { isPasswordOff } from './password-off.ts'
import { passwordRules } from './password-rules.ts'
import { requireAdmin } from './require-admin.ts'
import type { Security, SignInStanding } from './security.ts'
import { type SecuritySettings, securitySettingsOf } from './security-settings.ts'

type Row = Omit<SignInStanding, 'secondFactor' | 'needsFactor'> & { admin: boolean; since: string | null; left: number }

/** The settings are kept in memory; a change empties that in every process. */
export function createSecurity(context: Pick<Context, 'db' | 'hub'>): Security & { close(): void } {
  const { db, hub } = context
  let kept: Promise<SecuritySettings> | undefined
  const stop = hub.on('people', () => {
    kept = undefined
  })
  const read = async (): Promise<SecuritySettings> => {
    const { rows } = await db.pool.query<{ value: JsonValue }>(`select value from tangram.setting where name = 'security'`)
    return securitySettingsOf(rows[0]?.value ?? null)
  }
  const settings = (): Promise<SecuritySettings> => {
    if (!hub.isListening()) return read()
    kept ??= read()
    const reading = kept
    reading.catch(() => {
      if (kept === reading) kept = undefined
    })
    return reading
  }
  return {
    settings,
    change: async (principal, wanted) => {
      requireAdmin(principal, 'security')
      const next = securitySettingsOf(wanted)
      await db.pool.query(
        `insert into tangram.setting (name, value) values ('security', $1) on conflict (name) do update set value = excluded.value`,
        [JSON.stringify(next)],
      )
      hub.tell('people', '')
      return next
    },
    passwordRules: async () => passwordRules((await settings()).password).map(ruleText),
    standing: async (principal, person) => {
      if (!(principal.kind === 'person' && principal.id === person)) requireAdmin(principal, 'security')
      const { rows } = await db.pool.query<Row>(
        `select p.admin, p.password_hash is not null and not ${isPasswordOff} as "hasPassword", p.password_changed_at as "passwordChangedAt",
           p.password_must_change as "mustChangePassword", f.confirmed_at as since,
           (select count(*)::integer from tangram.recovery_code c where c.person = p.id and c.used_at is null) as left
         from tangram.person p left join tangram.second_factor f on f.person = p.id and f.confirmed_at is not null
         where p.id = $1 and p.deleted_at is null`,
        [isUuid(person) ? person : null],
      )
      const [row] = rows
      if (!row) throw fail('storage.person.unknown')
      const { admin, since, left, ...rest } = row
      const needsFactor = rest.hasPassword && asksFactor((await settings()).secondFactor, admin)
      return { ...rest, secondFactor: since === null ? null : { since, recoveryCodesLeft: left }, needsFactor }
    },
    close: stop,
  }
}

/** Whether the settings ask a second factor of somebody. */
export function asksFactor(asked: SecuritySettings['secondFactor'], isAdmin: boolean): boolean {
  return asked === 'everybody' || (asked === 'administrators' && isAdmin)
}
