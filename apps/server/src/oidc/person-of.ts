import type { Locale } from '@tangram/data-model'
import type { Provider } from '@tangram/storage'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'
import { isOfDomain, readClaims } from './claims.ts'
import type { Vouched } from './end-flow.ts'

/**
 * Who somebody is here: whoever is linked with the account; by a verified address or as somebody new only where the settings say so.
 *
 * @throws server.provider.domain 403, server.provider.person-unknown 403, server.provider.person-suspended 403
 */
export async function personOf(
  { storage }: Pick<Services, 'storage'>,
  provider: Provider,
  { subject, claims }: Pick<Vouched, 'subject' | 'claims'>,
  locale: Locale,
): Promise<string> {
  const { identities } = storage
  const system = asSystem(`provider:${provider.id}`)
  const claimed = readClaims(claims, provider)
  const { email, login, name, isVerified, grants } = claimed
  const label = email ?? login ?? name
  const contact = provider.contact || { en: 'your administrator', 'zh-CN': '管理员' }
  if (!isOfDomain(claimed, provider.emailDomains))
    throw fail('server.provider.domain', { domains: provider.emailDomains.join(', '), contact })
  const known = await identities.use(provider.id, subject, label)
  if (known && !known.isActive) throw fail('server.provider.person-suspended', { contact })
  if (known) return known.person
  const matching = provider.matchesEmail && isVerified && email ? await identities.matching(provider.id, email) : null
  if (matching) {
    await identities.link(system, { provider: provider.id, subject, person: matching, label })
    await storage.audit.append(system, { action: 'identity.match', object: matching, result: 'ok', details: { subject, email } })
    return matching
  }
  if (provider.unknown === 'refuse') throw fail('server.provider.person-unknown', { account: label, contact }, { details: { subject } })
  const rights = provider.unknown === 'create-with-rights' ? grants : []
  const person = await identities.admit(system, {
    provider: provider.id,
    subject,
    name,
    login,
    email: isVerified ? email : null,
    locale,
    grants: rights,
  })
  await storage.audit.append(system, { action: 'person.create', object: person, result: 'ok', details: { subject } })
  return person
}
