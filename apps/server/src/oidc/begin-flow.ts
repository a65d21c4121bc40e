import type { Provider } from '@tangram/storage'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'
import { configurationOf } from './discover.ts'
import { markBrowser } from './flow-cookie.ts'
import { wordsOf } from './provider-problems.ts'
import { returnPath } from './return-path.ts'

/** What is kept while somebody is at their provider. `link`: the session and person that get the account. */
export type Flow = {
  browser: string
  nonce: string
  verifier: string
  to: string
  version: number
  link: { session: string; person: string } | null
}

const validMs = 10 * 60_000

/** The address to register with a provider: made of the configured address of this installation, never of what a request says. */
export const redirectUriOf = ({ baseUrl }: Pick<Services, 'baseUrl'>, provider: string): string => `${baseUrl()}/sign-in/${provider}`

/** @throws storage.provider.unknown 404, also for one that is not enabled */
export async function enabledProvider({ storage }: Pick<Services, 'storage'>, id: string): Promise<Provider> {
  const provider = await storage.providers.get(asSystem('sign-in'), id)
  if (!provider.enabled) throw fail('server.not-found')
  return provider
}

/**
 * Prepares a way to the provider and back.
 *
 * @returns the provider's address, to which the browser goes
 * @throws server.provider.unreachable 502
 */
export async function beginFlow(
  services: Services,
  { provider, to, link }: { provider: Provider; to?: string; link: Flow['link'] },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<string> {
  const configuration = await configurationOf(services, provider).catch((error: unknown) => {
    const words = wordsOf(error)
    throw words ? fail('server.provider.unreachable', { problem: words }, { cause: error }) : error
  })
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const flow: Flow = {
    browser: markBrowser(request, reply, services.config),
    nonce,
    verifier,
    to: returnPath(to),
    version: provider.version,
    link,
  }
  const expiresAt = new Date(Date.parse(services.now()) + validMs).toISOString()
  await services.storage.identities.keepFlow({ provider: provider.id, state, content: JSON.stringify(flow), expiresAt })
  return buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUriOf(services, provider.id),
    scope: provider.scopes,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href
}
