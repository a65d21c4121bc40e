import type { Principal } from '@tangram/access'
import type { Instant, LocalizedText } from '@tangram/data-model'
import type { SecuritySettings } from './security-settings.ts'

/** How one person signs in, for them and for administrators. */
export type SignInStanding = {
  hasPassword: boolean
  passwordChangedAt: Instant | null
  /** True: they choose a new password before anything else. */
  mustChangePassword: boolean
  secondFactor: { since: Instant; recoveryCodesLeft: number } | null
  /** Whether the settings ask a second factor of them. */
  needsFactor: boolean
}

/** The rules of signing in. What is changed here holds for the next request of everybody. */
export type Security = {
  settings(): Promise<SecuritySettings>
  /** Administrators only; every number is brought within its bounds. */
  change(principal: Principal, settings: SecuritySettings): Promise<SecuritySettings>
  /** What a password must be like, one line for each rule. */
  passwordRules(): Promise<Required<LocalizedText>[]>
  /** Of oneself, or of anybody for administrators. @throws storage.person.unknown 404 */
  standing(principal: Principal, person: string): Promise<SignInStanding>
}
