import { timingSafeEqual } from 'node:crypto'
import type { JsonObject } from '@tangram/data-model'
import type { Provider } from '@tangram/storage'
import type { FastifyRequest } from 'fastify'
import { authorizationCodeGrant, fetchUserInfo } from 'openid-client'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'
import { type Flow, redirectUriOf } from './begin-flow.ts'
import { claimAt } from './claims.ts'
import { configurationOf } from './discover.ts'
import { browserMark } from './flow-cookie.ts'
import { failureOfGrant } from './provider-problems.ts'

/** Somebody whom the provider vouches for, and how they came. */
export type Vouched = { flow: Flow; subject: string; claims: JsonObject; idToken: string }

/**
 * Takes what a browser brought back. Each way there serves once, in the browser it began in, with the settings it began with.
 *
 * @param search the query of the address the provider sent the browser to
 * @throws server.provider.over 401, server.provider.refused 401, server.provider.invalid 401, server.provider.unreachable 502
 */
export async function endFlow(services: Services, provider: Provider, search: string, request: FastifyRequest): Promise<Vouched> {
  const address = new URL(redirectUriOf(services, provider.id))
  address.search = search
  const state = address.searchParams.get('state') ?? ''
  const kept = state === '' ? null : await services.storage.identities.takeFlow(provider.id, state)
  const flow = kept === null ? null : (JSON.parse(kept) as Flow)
  if (!flow || !isSame(browserMark(request, services.config), flow.browser) || flow.version !== provider.version)
    throw fail('server.provider.over')
  try {
    const configuration = await configurationOf(services, provider)
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.verifier,
      idTokenExpected: true,
    })
    const said = tokens.claims() as JsonObject & { sub: string }
    const isAllSaid = [
      provider.claims.name,
      provider.claims.login,
      provider.claims.email,
      'email_verified',
      ...provider.grants.map(({ claim }) => claim),
    ].every((name) => name === '' || claimAt(said, name) !== undefined)
    const hasMore = !isAllSaid && configuration.serverMetadata().userinfo_endpoint !== undefined
    const more = hasMore ? ((await fetchUserInfo(configuration, tokens.access_token, said.sub)) as JsonObject) : {}
    return { flow, subject: said.sub, claims: { ...more, ...said }, idToken: tokens.id_token ?? '' }
  } catch (error) {
    throw failureOfGrant(error)
  }
}

function isSame(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
