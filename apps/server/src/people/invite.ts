import type { PersonPrincipal } from '@tangram/access'
import type { InvitationPurpose } from '@tangram/storage'
import { noteDone } from '../http/note-done.ts'
import type { Services } from '../services.ts'
import { invitationAddress } from './invitation-address.ts'
import { queueInvitation } from './send-invitation.ts'

export type Invited = { url: string; until: string; purpose: InvitationPurpose; mailed: string | null }

/**
 * An address by which somebody sets a password: mailed where they have an address and the installation sends mail, and told to whoever asked.
 *
 * @throws storage.person.suspended 409, storage.person.password-off 409
 */
export async function invite(
  { services, who, request }: { services: Services; who: { principal: PersonPrincipal }; request: { ip: string } },
  person: string,
): Promise<Invited> {
  const { storage, config } = services
  const mails = Boolean(config.smtpUrl)
  const invitation = await storage.transaction(async (trx) => {
    const issued = await storage.invitations.issue(who.principal, person, {}, trx)
    if (mails && issued.person.email) await queueInvitation(services, issued, trx)
    return issued
  })
  await noteDone({ services, who, request }, 'invitation.issue', person)
  const { token, expiresAt, purpose } = invitation
  return { url: invitationAddress(services, token), until: expiresAt, purpose, mailed: mails ? invitation.person.email : null }
}
