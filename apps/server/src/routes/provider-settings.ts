import { randomUUID } from 'node:crypto'
import { type Grant, type Provider, type ProviderSettings, unknownPeople } from '@tangram/storage'
import { invalid } from '../http/invalid.ts'
import { networkOf } from '../http/network-of.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done, holderSchema } from '../http/shapes.ts'
import { redirectUriOf } from '../oidc/begin-flow.ts'
import { isAskable } from '../oidc/guarded-fetch.ts'
import { testConnection } from '../oidc/test-connection.ts'

const tag = 'people'
const byId = object({ id: uuid() })
const claim = string({ maxLength: 200, pattern: '^[^\\s]*$' })
const issuer = string({ minLength: 9, maxLength: 500 })
const scopes = string({ minLength: 6, maxLength: 500, pattern: '^[!-~]+( [!-~]+)*$' })
const clientId = string({ minLength: 1, maxLength: 500 })
/** Printable: it goes into a header. */
const secret = () => string({ minLength: 1, maxLength: 2_000, pattern: '^[!-~]+$' })
const grant = object(
  { claim: string({ minLength: 1, maxLength: 200, pattern: '^\\S+$' }), value: string({ minLength: 1, maxLength: 200 }) },
  { department: uuid(), team: uuid(), app: id(), role: id() },
)
const settings = {
  name: localizedText(),
  issuer,
  clientId,
  scopes,
  claims: object({ login: claim, name: claim, email: claim }),
  unknown: oneOf(...unknownPeople),
  grants: array(grant, { maxItems: 100 }),
  emailDomains: array(string({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])$' }), { maxItems: 50 }),
  privateNetwork: bool(),
  matchesEmail: bool(),
  passwordOff: bool(),
  endsSession: bool(),
  contact: string({ maxLength: 200 }),
  enabled: bool(),
}
const providerSchema = object({
  id: uuid(),
  version: integer(),
  ...settings,
  hasSecret: bool(),
  people: integer(),
  updatedAt: string(),
  redirectUri: string(),
})
const words = object({ en: string(), 'zh-CN': string() })
const identitySchema = object({
  id: uuid(),
  person: holderSchema,
  subject: string(),
  label: nullable(string()),
  linkedAt: string(),
  lastUsedAt: nullable(string()),
})

export const listProviders = defineRoute({
  method: 'GET',
  url: '/api/v1/sign-in-providers',
  policy: 'admin:security',
  summary: 'OpenID providers that people may sign in by, and the id and address that the next one would have',
  tag,
  response: { 200: object({ providers: array(providerSchema), next: object({ id: uuid(), redirectUri: string() }) }) },
  handle: async ({ who, services }) => {
    const next = randomUUID()
    const providers = await services.storage.providers.list(who.principal)
    return { providers: providers.map(shown(services)), next: { id: next, redirectUri: redirectUriOf(services, next) } }
  },
})

export const addProvider = defineRoute({
  method: 'POST',
  url: '/api/v1/sign-in-providers',
  policy: 'admin:security',
  summary: 'Adds an OpenID provider; its secret is sealed and told to nobody again',
  tag,
  body: object({ id: uuid(), ...settings, secret: nullable(secret()) }),
  bodyLimit: 128 * 1024,
  response: { 201: providerSchema },
  handle: async ({ body, who, request, reply, services }) => {
    const { id, secret, ...given } = body
    const provider = await services.storage.providers.add(who.principal, { id, secret, settings: checked(given) })
    await noteDone({ services, who, request }, 'provider.add', `${provider.id} ${provider.issuer}`)
    return reply.code(201).send(shown(services)(provider))
  },
})

export const changeProvider = defineRoute({
  method: 'PUT',
  url: '/api/v1/sign-in-providers/:id',
  policy: 'admin:security',
  summary: 'Changes an OpenID provider; whoever came in by one that is switched off is signed out',
  tag,
  params: byId,
  body: object(settings, { secret: nullable(secret()) }),
  bodyLimit: 128 * 1024,
  response: { 200: providerSchema },
  handle: async ({ params, body, who, request, services }) => {
    const { secret, ...given } = body
    const { storage } = services
    const before = await storage.providers.get(who.principal, params.id)
    const after = await storage.providers.change(who.principal, params.id, checked(given), secret)
    await storage.audit.append(who.principal, {
      action: 'provider.change',
      object: params.id,
      result: 'ok',
      ip: request.ip,
      details: { before, after, secretChanged: secret !== undefined },
    })
    return shown(services)(after)
  },
})

export const removeProvider = defineRoute({
  method: 'DELETE',
  url: '/api/v1/sign-in-providers/:id',
  policy: 'admin:security',
  summary: 'Removes an OpenID provider with the links of its people, whose sessions by it end',
  tag,
  params: byId,
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.providers.remove(who.principal, params.id)
    await noteDone({ services, who, request }, 'provider.remove', params.id)
    return { ok: true }
  },
})

export const testProvider = defineRoute({
  method: 'POST',
  url: '/api/v1/sign-in-providers/test',
  policy: 'admin:security',
  summary: 'Asks a provider for its description and keys, and says in words what is wrong',
  tag,
  body: object({ issuer, clientId, scopes, privateNetwork: bool() }),
  response: { 200: object({ problem: nullable(words), notes: array(words), canEndSession: bool() }) },
  handle: async ({ body, request, services }) => {
    await services.throttle.admit({ key: `provider test ${networkOf(request.ip)}`, limit: 30, windowMs: 60_000 })
    return testConnection(services.config, body)
  },
})

export const listIdentities = defineRoute({
  method: 'GET',
  url: '/api/v1/sign-in-providers/:id/identities',
  policy: 'admin:security',
  summary: 'Who is linked with which account of a provider',
  tag,
  params: byId,
  response: { 200: array(identitySchema) },
  handle: async ({ params, who, services }) => services.storage.identities.list(who.principal, { provider: params.id }),
})

export const linkIdentity = defineRoute({
  method: 'POST',
  url: '/api/v1/sign-in-providers/:id/identities',
  policy: 'admin:security',
  summary: 'Links somebody with an account of a provider',
  tag,
  params: byId,
  body: object({ person: uuid(), subject: string({ minLength: 1, maxLength: 255 }) }),
  response: { 201: identitySchema },
  handle: async ({ params, body, who, request, reply, services }) => {
    const identity = await services.storage.identities.link(who.principal, { provider: params.id, ...body })
    await noteDone({ services, who, request }, 'identity.link', body.person)
    return reply.code(201).send(identity)
  },
})

export const unlinkIdentity = defineRoute({
  method: 'DELETE',
  url: '/api/v1/identities/:id',
  policy: 'admin:security',
  summary: "Ends the link of somebody's account, and their sessions by it",
  tag,
  params: byId,
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    const { person } = await services.storage.identities.unlink(who.principal, params.id)
    await noteDone({ services, who, request }, 'identity.unlink', person.id)
    return { ok: true }
  },
})

const shown = (services: Parameters<typeof redirectUriOf>[0]) => (provider: Provider) => ({
  ...provider,
  redirectUri: redirectUriOf(services, provider.id),
})

type Given = Omit<ProviderSettings, 'grants'> & {
  grants: { claim: string; value: string; department?: string; team?: string; app?: string; role?: string }[]
}

/** What a schema cannot say. @throws server.request.invalid 400 */
function checked(given: Given): ProviderSettings {
  const { name, issuer, scopes } = given
  if (!name.en?.trim() && !name['zh-CN']?.trim()) throw invalid('/name', { en: 'a name is needed', 'zh-CN': '请填写名称' })
  const address = URL.canParse(issuer) ? new URL(issuer) : undefined
  if (!address || !isAskable(address) || address.search !== '' || address.hash !== '') {
    throw invalid('/issuer', { en: 'expected an address that begins with https://', 'zh-CN': '应为以 https:// 开头的地址' })
  }
  if (!scopes.split(' ').includes('openid')) throw invalid('/scopes', { en: '“openid” has to be one of them', 'zh-CN': '必须包含 openid' })
  return { ...given, grants: given.grants.map(grantOf) }
}

function grantOf({ claim, value, department, team, app, role }: Given['grants'][number], index: number): Grant {
  const given = [department, team, app ?? role].filter((each) => each !== undefined).length
  if (given === 1 && department !== undefined) return { claim, value, department }
  if (given === 1 && team !== undefined) return { claim, value, team }
  if (given === 1 && app !== undefined && role !== undefined) return { claim, value, app, role }
  throw invalid(`/grants/${index}`, {
    en: 'expected a department, a team, or an app with one of its roles',
    'zh-CN': '应为一个部门、一个团队，或一个应用及其角色',
  })
}
