import type { FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import { sessionToken } from '../http/cookies.ts'
import { networkOf } from '../http/network-of.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, localizedText, nullable, object, string, uuid } from '../http/schema.ts'
import { sessionAt } from '../http/session-at.ts'
import { done } from '../http/shapes.ts'
import { beginFlow, enabledProvider } from '../oidc/begin-flow.ts'
import { endFlow, type Vouched } from '../oidc/end-flow.ts'
import { personOf } from '../oidc/person-of.ts'
import type { Services } from '../services.ts'
import { confirmSelf } from '../sign-in/confirm-self.ts'
import { sessionSchema, startSession } from '../sign-in/start-session.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'session'
const minute = 60_000
const byProvider = object({ provider: uuid() })
const address = object({ address: string() })
const buttonSchema = object({ id: uuid(), name: localizedText() })

export const listButtons = defineRoute({
  method: 'GET',
  url: '/api/v1/session/providers',
  policy: 'public',
  summary: 'OpenID providers that one may sign in by',
  tag,
  response: { 200: array(buttonSchema) },
  handle: ({ services }) => buttonsOf(services),
})

export const beginProviderSignIn = defineRoute({
  method: 'POST',
  url: '/api/v1/session/providers/:provider',
  policy: 'public',
  summary: 'Begins to sign in by a provider; answers with the address the browser goes to',
  tag,
  params: byProvider,
  body: object({}, { to: string({ maxLength: 2_000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: address },
  handle: async ({ params, body, request, reply, services }) => {
    await admit('begin', request, services)
    const provider = await enabledProvider(services, params.provider)
    return { address: await beginFlow(services, { provider, to: body.to, link: null }, { request, reply }) }
  },
})

export const endProviderSignIn = defineRoute({
  method: 'POST',
  url: '/api/v1/session/providers/:provider/return',
  policy: 'public',
  summary: 'Takes what a provider sent the browser back with: signs in, or links the account',
  tag,
  params: byProvider,
  body: object({ search: string({ minLength: 1, maxLength: 8_000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: object({ session: nullable(sessionSchema), to: string() }) },
  handle: async ({ params, body, request, reply, services, locale }) => {
    await admit('return', request, services)
    const { storage } = services
    const provider = await enabledProvider(services, params.provider)
    try {
      const vouched = await endFlow(services, provider, body.search, request)
      const { to, link } = vouched.flow
      if (link) {
        await linkAccount(services, params.provider, { vouched, link }, request)
        return { session: null, to }
      }
      const person = await personOf(services, provider, vouched, locale)
      const session = await startSession(services, person, {
        request,
        reply,
        details: { provider: provider.id },
        began: { provider: provider.id, idToken: vouched.idToken },
      })
      return { session, to }
    } catch (error) {
      const { code = 'unexpected', details } = error as { code?: string; details?: unknown }
      await storage.audit.append(asSystem('sign-in'), {
        action: 'sign-in.provider',
        object: provider.id,
        result: 'refused',
        ip: request.ip,
        details: { code, ...(details && typeof details === 'object' ? details : {}) },
      })
      throw error
    }
  },
})

export const listOwnIdentities = defineRoute({
  method: 'GET',
  url: '/api/v1/me/identities',
  policy: 'session',
  summary: "The reader's accounts of providers, and the providers they may link one of",
  tag,
  response: {
    200: object({
      identities: array(
        object({
          id: uuid(),
          provider: buttonSchema,
          passwordOff: bool(),
          label: nullable(string()),
          linkedAt: string(),
          lastUsedAt: nullable(string()),
        }),
      ),
      providers: array(buttonSchema),
    }),
  },
  handle: async ({ who, services }) => {
    const identities = await services.storage.identities.list(who.principal, { person: who.principal.id })
    const linked = new Set(identities.map(({ provider }) => provider.id))
    return {
      identities: identities.map(({ provider, ...rest }) => ({ ...rest, provider, passwordOff: provider.passwordOff })),
      providers: (await buttonsOf(services)).filter(({ id }) => !linked.has(id)),
    }
  },
})

export const beginLink = defineRoute({
  method: 'POST',
  url: '/api/v1/me/identities/:provider',
  policy: 'session',
  summary: "Begins to link an account of a provider with the reader, who confirms it with their password unless they've just signed in",
  tag,
  params: byProvider,
  body: object({}, { password: string({ minLength: 1, maxLength: 1000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: address },
  handle: async ({ params, body, who, request, reply, services }) => {
    await admit('begin', request, services)
    await confirmSelf(services, who, body.password)
    const provider = await enabledProvider(services, params.provider)
    const link = { session: who.id, person: who.principal.id }
    return { address: await beginFlow(services, { provider, to: '/linked-accounts', link }, { request, reply }) }
  },
})

export const removeOwnIdentity = defineRoute({
  method: 'POST',
  url: '/api/v1/me/identities/:id/remove',
  policy: 'session',
  summary: "Ends the link of one of the reader's accounts, and their sessions by it",
  tag,
  params: object({ id: uuid() }),
  body: object({}, { password: string({ minLength: 1, maxLength: 1000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: done },
  handle: async ({ params, body, who, request, services }) => {
    await confirmSelf(services, who, body.password)
    const own = await services.storage.identities.list(who.principal, { person: who.principal.id })
    if (!own.some(({ id }) => id === params.id)) throw fail('server.not-found')
    await services.storage.identities.unlink(who.principal, params.id)
    await noteDone({ services, who, request }, 'identity.unlink', who.principal.id)
    return { ok: true }
  },
})

/** Only in the session that began it, which is still that person's own. */
async function linkAccount(
  services: Services,
  provider: string,
  { vouched, link }: { vouched: Vouched; link: { session: string; person: string } },
  request: FastifyRequest,
): Promise<void> {
  const token = sessionToken(request, services.config)
  const session = token ? await sessionAt(services, token) : null
  if (!session || session.seenAs || session.id !== link.session || session.principal.id !== link.person)
    throw fail('server.provider.link-over')
  const { subject, claims } = vouched
  const label = [claims.email, claims.preferred_username, claims.name].find((each) => typeof each === 'string') ?? null
  await services.storage.identities.link(session.principal, { provider, subject, person: link.person, label: label as string | null })
  await noteDone({ services, who: session, request }, 'identity.link', link.person)
}

async function buttonsOf({ storage }: Pick<Services, 'storage'>) {
  const providers = await storage.providers.list(asSystem('sign-in'))
  return providers.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name }))
}

/** Whole offices come from one address in the morning. */
function admit(step: 'begin' | 'return', request: FastifyRequest, { throttle }: Services): Promise<void> {
  return throttle.admit({ key: `provider ${step} ${networkOf(request.ip)}`, limit: 300, windowMs: 5 * minute })
}
