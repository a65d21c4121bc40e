import { timingSafeEqual } from 'node:crypto'
import { administers, administratorDuties, type LinkPrincipal, type PersonPrincipal, type SystemPrincipal } from '@tangram/access'
import type { Locale } from '@tangram/data-model'
import type { Hook, Link } from '@tangram/storage'
import type { FastifyRequest } from 'fastify'
import { type OpenEmbed, openEmbed } from '../embeds/open-embed.ts'
import { fail } from '../errors.ts'
import { roundOf } from '../hook-round.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'
import { sessionToken } from './cookies.ts'
import { localeOf } from './locale.ts'
import type { Policy, Route } from './route.ts'
import { type SignedIn, sessionAt } from './session-at.ts'

export type Who = SignedIn | OpenEmbed | { link: Link; principal: LinkPrincipal } | { hook: Hook; principal: SystemPrincipal } | null

declare module 'fastify' {
  interface FastifyRequest {
    who: Who
  }
  interface FastifyContextConfig {
    policy?: Policy
  }
}

/** Lets a request pass or refuses it before its body is read. `isShownAsAnother`: also for somebody who sees as somebody else. */
export function guardOf(
  { policy, duringDuty = false }: Pick<Route, 'policy' | 'duringDuty'>,
  services: Services,
  isShownAsAnother: boolean,
) {
  return async (request: FastifyRequest): Promise<void> => {
    checkOrigin(request, services)
    if (policy === 'public' || policy === 'trial') return
    if (policy === 'embed') request.who = await embedOf(request, services)
    else if (policy === 'hook') request.who = await hookOf(request, services)
    else if (policy === 'link') request.who = await linkOf(request, services)
    else request.who = await sessionOf(request, { policy, duringDuty, isShownAsAnother }, services)
  }
}

async function linkOf(request: FastifyRequest, services: Services): Promise<Who> {
  const { token } = request.params as { token?: string }
  const found = token && token.length <= 200 ? await services.storage.links.find(token) : null
  if (!found) throw fail('server.not-found')
  return { link: found.link, principal: { ...found.principal, locale: localeFor(request, null) } }
}

/** Whatever is wrong with a link, it answers as one that never was. */
async function embedOf(request: FastifyRequest, services: Services): Promise<Who> {
  const { token } = request.params as { token?: string }
  const found = await openEmbed(services, token ?? '', localeFor(request, null))
  if (!found) throw fail('server.not-found')
  return found
}

/** An address that was renewed is as if it had never been. */
async function hookOf(request: FastifyRequest, services: Services): Promise<Who> {
  const { token } = request.params as { token?: string }
  const hook = token && token.length <= 200 ? services.storage.flows.openHook(token) : null
  const system = asSystem('hook')
  if (!hook || hook.round !== ((await services.storage.settings.get<number>(system, roundOf(hook))) ?? 0)) throw fail('server.not-found')
  return { hook, principal: system }
}

async function sessionOf(
  request: FastifyRequest,
  { policy, duringDuty, isShownAsAnother }: { policy: Policy; duringDuty: boolean; isShownAsAnother: boolean },
  services: Services,
): Promise<SignedIn> {
  const token = sessionToken(request, services.config)
  // Storage remembers sessions in use and forgets them as soon as anything about people changes: no round trip.
  const session = token ? await sessionAt(services, token) : null
  if (!session) throw fail('server.session.needed')
  if (isMutation(request)) checkCsrf(request, session.csrf)
  if (session.duty && !duringDuty) throw fail(refusals[session.duty])
  if (session.seenAs && !isShownAsAnother) throw fail('server.see-as.refused')
  const duty = administratorDuties.find((each) => policy === `admin:${each}`)
  if (duty && !administers(session.principal, duty)) throw fail('server.not-allowed')
  if (policy === 'designer') await admitDesigner(request, session.principal, services)
  return session
}

const refusals = {
  'change-password': 'server.session.password-change-needed',
  'set-up-second-factor': 'server.session.second-factor-needed',
} as const

/** Somebody who may not even see the app learns nothing about it; somebody who works in it learns that designing is for others. */
async function admitDesigner(request: FastifyRequest, principal: PersonPrincipal, services: Services): Promise<void> {
  const { app } = request.params as { app: string }
  const summary = (await services.storage.apps.list(principal)).find(({ id }) => id === app)
  if (!summary) throw fail('server.not-found')
  if (!summary.canDesign) throw fail('server.not-allowed')
}

const isMutation = (request: FastifyRequest): boolean =>
  request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS'

function checkCsrf(request: FastifyRequest, expected: string): void {
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''))
  const wanted = Buffer.from(expected)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw fail('server.session.csrf')
}

/** A page of another site may not write here, signed in or not (this also covers signing somebody in as somebody else). */
function checkOrigin(request: FastifyRequest, services: Services): void {
  if (!isMutation(request)) return
  if (request.headers['sec-fetch-site'] === 'cross-site') throw fail('server.session.csrf')
  const { origin } = request.headers
  if (origin === undefined) return
  const host = URL.canParse(origin) ? new URL(origin).host : undefined
  if (host !== request.headers.host && host !== new URL(services.baseUrl()).host) throw fail('server.session.csrf')
}

/** The language of an answer: what the request asks for, else what the person chose, else Chinese. */
export function localeFor(request: FastifyRequest, who: Who): Locale {
  const header = request.headers['accept-language']
  if (header !== undefined && header !== '*') return localeOf(header)
  return who?.principal.locale ?? 'zh-CN'
}
