import { administratorDuties, type PersonPrincipal } from '@tangram/access'
import type { JsonObject } from '@tangram/data-model'
import type { NewSession, SeenAs } from '@tangram/storage'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { deviceCookieName, sessionToken, setDeviceCookie, setSessionCookie } from '../http/cookies.ts'
import { array, bool, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import type { SignedIn } from '../http/session-at.ts'
import { holderSchema } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { deviceCookie } from './known-device.ts'

export const sessionSchema = object(
  {
    person: nullable(
      object(
        { id: uuid(), name: string(), locale: string(), zone: string(), admin: bool(), teams: array(holderSchema) },
        { administers: oneOf(...administratorDuties) },
      ),
    ),
    csrf: string(),
    duty: nullable(oneOf('change-password', 'set-up-second-factor')),
    trial: bool(),
    organisation: object({ name: string(), zone: string() }),
    setupNeeded: bool(),
    idleMinutes: integer(),
    /** Present while an administrator sees as `person`, or as somebody with these roles. */
    seeAs: nullable(object({ person: nullable(uuid()), roles: array(localizedText()), by: holderSchema, until: string() })),
  },
  { challenge: string(), leaveTo: string() },
)

export type Start = {
  request: FastifyRequest
  reply: FastifyReply
  /** The login that was used with a password, in small letters: this browser is known for it from now on. */
  login?: string
  /** For the audit. */
  details?: JsonObject
  /** The OpenID provider that vouched for them. */
  began?: { provider: string; idToken: string | null }
}

/** A new session and a new id, whatever cookie came with the request. */
export async function startSession(
  services: Services,
  person: string,
  { request, reply, login, details, began }: Start,
): Promise<JsonObject> {
  const { sessions, audit } = services.storage
  const old = sessionToken(request, services.config)
  if (old) await sessions.revoke(old)
  const { token } = await sessions.create(person, { ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 300) })
  setSessionCookie(reply, services.config, token)
  if (login !== undefined) rememberDevice(services, { request, reply, login })
  const session = await sessions.find(token)
  if (session && began) await services.storage.identities.noteSession(session.id, { person, ...began })
  if (session) {
    await audit.append(session.principal, { action: 'sign-in', result: 'ok', ip: request.ip, ...(details ? { details } : {}) })
  }
  return sessionAnswer(services, session)
}

function rememberDevice(
  { config, now }: Services,
  { request, reply, login }: { request: FastifyRequest; reply: FastifyReply; login: string },
): void {
  const before = request.cookies[deviceCookieName(config)]
  setDeviceCookie(reply, config, deviceCookie(config.secret, before, login, Date.parse(now())))
}

/** The same session under a new id, for when it may do more from now on. */
export async function renewSession(
  services: Services,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<JsonObject> {
  const { sessions } = services.storage
  const { token }: NewSession = await sessions.rotate(sessionToken(request, services.config) ?? '')
  setSessionCookie(reply, services.config, token)
  return sessionAnswer(services, await sessions.find(token))
}

/** Who is signed in, as every route of sessions answers it. */
export async function sessionAnswer(
  services: Services,
  session: Pick<SignedIn, 'csrf' | 'principal' | 'duty' | 'seenAs'> | null,
): Promise<JsonObject> {
  const { people, security } = services.storage
  const common = {
    trial: services.config.mode === 'trial',
    organisation: services.config.organisation,
    setupNeeded: session ? false : await people.needsSetup(),
    seeAs: session?.seenAs ? seeAsAnswer(session.seenAs) : null,
    idleMinutes: (await security.settings()).session.idleMinutes,
  }
  if (!session) return { person: null, csrf: '', duty: null, ...common }
  const { csrf, duty, principal, seenAs } = session
  if (seenAs && seenAs.person === null) return { person: ofRoles(principal), csrf, duty, ...common }
  const person = await people.get(principal, principal.id)
  return {
    person: {
      id: person.id,
      name: person.name,
      locale: person.locale,
      zone: person.zone,
      admin: person.admin,
      ...(principal.administers ? { administers: principal.administers } : {}),
      teams: person.teams.map(({ id, name }) => ({ id, name })),
    },
    csrf,
    duty,
    ...common,
  }
}

/** Somebody who holds some roles and is nobody else. */
function ofRoles({ id, name, locale, zone }: PersonPrincipal): JsonObject {
  return { id, name, locale, zone, admin: false, teams: [] }
}

function seeAsAnswer({ person, roles, by, until }: SeenAs): JsonObject {
  return { person: person?.id ?? null, roles: roles.map(({ label }) => label), by, until }
}
