import type { Principal } from '@tangram/access'
import type { Instant, Locale } from '@tangram/data-model'
import type { Transaction } from '../transaction.ts'

/** `invite`: the first password · `reset`: another one. */
export type InvitationPurpose = 'invite' | 'reset'

export type Invitation = {
  id: string
  purpose: InvitationPurpose
  expiresAt: Instant
  person: { id: string; name: string; login: string | null; email: string | null; locale: Locale }
}

/** Addresses by which people set a password: once, for a while, the newest alone. Only a hash of their token is kept. */
export type Invitations = {
  /**
   * One for somebody; what was open for them before is closed. Administrators, and the system for whoever forgot.
   *
   * @param more.id of a step that may run again: the same one comes again
   * @throws storage.person.suspended 409, storage.person.password-off 409, storage.person.no-login 422
   */
  issue(principal: Principal, person: string, more?: { id?: string }, trx?: Transaction): Promise<Invitation & { token: string }>
  /** Closes what is open for somebody. */
  close(principal: Principal, person: string): Promise<void>
  /** The one that is open under this id, with its token; null when it is over. System only. */
  open(principal: Principal, id: string): Promise<(Invitation & { token: string }) | null>
  /** Whose it is. @throws storage.invitation.closed 404, the same for one that never was, that was used and that is over */
  find(token: string): Promise<Invitation>
  /**
   * Sets the password of whoever it was issued for and closes it; of several attempts at once one succeeds. A password that the rules refuse
   * leaves it open.
   *
   * @throws storage.invitation.closed 404, storage.person.weak-password 422
   */
  accept(token: string, password: string): Promise<Invitation>
  /** The person who may ask for a new password by this login or e-mail address; null when there is nobody, or more than one. System only. */
  whoForgot(principal: Principal, login: string): Promise<string | null>
}
