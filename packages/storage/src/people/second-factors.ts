import type { Principal } from '@tangram/access'

/** Authenticators (RFC 6238) and the codes for the day one is lost. Secrets are sealed, recovery codes hashed. */
export type SecondFactors = {
  /**
   * A new secret, which counts once a code has confirmed it; one that was begun before is replaced.
   *
   * @returns the secret as one types it into an authenticator
   * @throws storage.factor.already 409
   */
  begin(person: string): Promise<string>
  /**
   * Takes the first code of a secret that was begun.
   *
   * @returns ten recovery codes, told this once
   * @throws storage.factor.wrong-code 422, storage.factor.unknown 404 when none was begun
   */
  confirm(person: string, code: string): Promise<string[]>
  /**
   * What a code is, and uses it up; null when it is neither. Without a person it works just as long and finds nothing.
   *
   * @param code six digits of the authenticator, or a recovery code
   */
  take(person: string | null, code: string): Promise<'authenticator' | 'recovery' | null>
  /** Ten new ones; those before no longer serve. @throws storage.factor.unknown 404 */
  renewRecoveryCodes(person: string): Promise<string[]>
  /** Of oneself, or of anybody for administrators. @throws storage.factor.unknown 404 */
  remove(principal: Principal, person: string): Promise<void>
  /** Which part of the people with a password has a second factor, 0 to 1. */
  share(): Promise<number>
}
