import { buildEndSessionUrl } from 'openid-client'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'
import { configurationOf } from './discover.ts'

/** Where the browser goes to sign out of the provider a session began by as well; null: nowhere. A provider that fails keeps nobody in. */
export async function leaveAddress(services: Services, session: string): Promise<string | null> {
  const { identities, providers } = services.storage
  const began = await identities.providerOf(session)
  if (!began) return null
  const provider = await providers.get(asSystem('sign-out'), began.provider)
  if (!provider.endsSession) return null
  try {
    const configuration = await configurationOf(services, provider)
    if (!configuration.serverMetadata().end_session_endpoint) return null
    return buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${services.baseUrl()}/login`,
      ...(began.idToken ? { id_token_hint: began.idToken } : {}),
    }).href
  } catch (error) {
    services.log.warn({ err: error }, 'sign-out at the provider is left out')
    return null
  }
}
