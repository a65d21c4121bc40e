import type { Provider } from '@tangram/storage'
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockTolerance,
  customFetch,
  enableNonRepudiationChecks,
  None,
  type ServerMetadata,
} from 'openid-client'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'
import { guardedFetch, isAskable } from './guarded-fetch.ts'
import { ProviderProblem } from './provider-problems.ts'

export type Asked = Pick<Provider, 'issuer' | 'clientId' | 'privateNetwork'>

/** Clocks of two machines, seconds. */
const tolerance = 30
const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const

/**
 * What a provider says of itself, asked anew each time, as are its keys: one that changes its keys or its endpoints is believed at once.
 *
 * @throws ProviderProblem, CannotAsk
 */
export async function discover(asked: Asked, ask: CustomFetch): Promise<ServerMetadata> {
  const address = `${asked.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await ask(address, { method: 'GET', headers: { accept: 'application/json' }, body: undefined, redirect: 'manual' })
  if (answer.status !== 200) {
    throw new ProviderProblem({
      en: `${address} answered ${answer.status} instead of its description; check the issuer`,
      'zh-CN': `${address} 返回 ${answer.status}，未提供服务描述；请检查签发者地址`,
    })
  }
  const said = await answer.json().catch(() => null)
  if (typeof said !== 'object' || said === null || typeof (said as ServerMetadata).issuer !== 'string') {
    throw new ProviderProblem({
      en: `${address} is no description of an OpenID provider`,
      'zh-CN': `${address} 不是 OpenID 服务描述`,
    })
  }
  const metadata = said as ServerMetadata
  if (metadata.issuer !== asked.issuer) {
    throw new ProviderProblem({
      en: `the provider calls itself ${metadata.issuer.slice(0, 200)}, the settings say ${asked.issuer}; both have to be the same to the letter`,
      'zh-CN': `该服务自称 ${metadata.issuer.slice(0, 200)}，而设置为 ${asked.issuer}；两者必须完全一致`,
    })
  }
  for (const name of endpoints) {
    const value = metadata[name]
    if (typeof value === 'string' && URL.canParse(value) && isAskable(new URL(value))) continue
    throw new ProviderProblem({
      en: `its description has no usable ${name} (an https address)`,
      'zh-CN': `服务描述中缺少可用的 ${name}（https 地址）`,
    })
  }
  return metadata
}

/** The provider as the OpenID library takes it; every ID token has to be signed by a key the provider publishes. */
export async function configurationOf({ config, storage }: Services, provider: Provider): Promise<Configuration> {
  const ask = guardedFetch({ ...provider, outgoingNetworks: config.outgoingNetworks })
  const metadata = await discover(provider, ask)
  const secret = await storage.providers.secretOf(asSystem('sign-in'), provider.id)
  const made = new Configuration(metadata, provider.clientId, { [clockTolerance]: tolerance }, authentication(metadata, secret))
  made[customFetch] = ask
  enableNonRepudiationChecks(made)
  if (provider.issuer.startsWith('http:')) allowInsecureRequests(made)
  return made
}

function authentication({ token_endpoint_auth_methods_supported: methods }: ServerMetadata, secret: string | null) {
  if (secret === null) return None()
  const takesBasic = methods === undefined || methods.includes('client_secret_basic')
  return takesBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}
