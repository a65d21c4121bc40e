import type { JsonObject } from '@tangram/data-model'
import { keyPeople } from '@tangram/example-service-desk'
import type { NewSession, Session } from '@tangram/storage'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import { sessionToken, setSessionCookie } from '../http/cookies.ts'
import { invalid } from '../http/invalid.ts'
import { networkOf } from '../http/network-of.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { holderSchema } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { withSetup } from '../setup.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'session'
const minute = 60_000

const sessionSchema = object({
  person: nullable(object({ id: uuid(), name: string(), locale: string(), zone: string(), admin: bool(), teams: array(holderSchema) })),
  csrf: string(),
  trial: bool(),
  organisation: object({ name: string(), zone: string() }),
  setupNeeded: bool(),
})

export const readSession = defineRoute({
  method: 'GET',
  url: '/api/v1/session',
  policy: 'public',
  summary: 'Who is signed in, and the token that writes need',
  tag,
  response: { 200: sessionSchema },
  handle: async ({ request, services }) => {
    const token = sessionToken(request, services.config)
    return sessionAnswer(services, token ? await services.storage.sessions.find(token) : null)
  },
})

export const signIn = defineRoute({
  method: 'POST',
  url: '/api/v1/session',
  policy: 'public',
  summary: 'Signs in with login and password',
  tag,
  body: object({ login: string({ minLength: 1, maxLength: 200 }), password: string({ minLength: 1, maxLength: 1000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: sessionSchema },
  handle: async ({ body, request, reply, services }) => {
    const { storage, throttle } = services
    const login = body.login.trim().toLowerCase()
    const network = networkOf(request.ip)
    const limits = [
      { key: `login ${login} ${network}`, limit: 5, windowMs: 5 * minute },
      { key: `login ${login}`, limit: 50, windowMs: 15 * minute },
      { key: `login from ${network}`, limit: 100, windowMs: 5 * minute },
    ]
    // Counted before the password is looked at, so that attempts at the same time count too.
    await throttle.admit(...limits)
    const person = await storage.people.verify(body.login.trim(), body.password)
    if (!person) {
      await storage.audit.append(asSystem('sign-in'), { action: 'sign-in', object: login, result: 'refused', ip: request.ip })
      throw fail('server.session.wrong-login')
    }
    await throttle.clear(limits[0]?.key ?? '')
    return startSession(services, person.id, request, reply)
  },
})

export const signOut = defineRoute({
  method: 'DELETE',
  url: '/api/v1/session',
  policy: 'session',
  summary: 'Signs out',
  tag,
  response: { 200: sessionSchema },
  handle: async ({ request, reply, services }) => {
    const token = sessionToken(request, services.config)
    if (token) await services.storage.sessions.revoke(token)
    setSessionCookie(reply, services.config, null)
    return sessionAnswer(services, null)
  },
})

export const trialPeople = defineRoute({
  method: 'GET',
  url: '/api/v1/trial/people',
  policy: 'trial',
  summary: 'Sample people one can sign in as, those who lead a part of the story first',
  tag,
  response: {
    200: array(object({ id: uuid(), name: string(), title: localizedText(), team: nullable(string()), can: nullable(localizedText()) })),
  },
  handle: async ({ services }) => {
    const people = await services.storage.people.find(asSystem('trial'), { sample: true, limit: 500 })
    const place = new Map(keyPeople.map(({ login }, index) => [login, index]))
    const placeOf = ({ login }: { login: string | null }) => place.get(login ?? '') ?? keyPeople.length
    return people
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map((person) => ({
        id: person.id,
        name: person.name,
        title: person.title ?? {},
        team: person.teams[0]?.name ?? null,
        can: keyPeople[placeOf(person)]?.can ?? null,
      }))
  },
})

export const trialSignIn = defineRoute({
  method: 'POST',
  url: '/api/v1/trial/session',
  policy: 'trial',
  summary: 'Signs in as a sample person',
  tag,
  body: object({ person: uuid() }),
  response: { 200: sessionSchema },
  handle: async ({ body, request, reply, services, locale }) => {
    const [person] = await services.storage.people.find(asSystem('trial'), { sample: true, ids: [body.person], limit: 1 })
    if (!person?.sample) throw fail('server.not-found')
    // Who looks around keeps the language they chose to sign in with.
    if (person.locale !== locale) await services.storage.people.update(asSystem('trial'), person.id, { locale })
    return startSession(services, person.id, request, reply)
  },
})

export const setUp = defineRoute({
  method: 'POST',
  url: '/api/v1/setup',
  policy: 'public',
  summary: 'Makes the first administrator, with the link the first start printed',
  tag,
  body: object({
    token: string({ minLength: 1, maxLength: 200 }),
    name: string({ minLength: 1, maxLength: 100 }),
    login: string({ minLength: 1, maxLength: 100, pattern: '^\\S+$' }),
    password: string({ maxLength: 1000 }),
  }),
  bodyLimit: 16 * 1024,
  response: { 200: sessionSchema },
  handle: async ({ body, request, reply, services, locale }) => {
    const { storage, throttle } = services
    await throttle.admit({ key: `setup ${networkOf(request.ip)}`, limit: 20, windowMs: 5 * minute })
    const { token, name, login, password } = body
    const { zone } = services.config.organisation
    const person = await withSetup(services, token, () => {
      checkPassword(password)
      return storage.people.create(asSystem('setup'), { name, login, password, admin: true, locale, zone })
    })
    await storage.audit.append(asSystem('setup'), { action: 'setup', object: person.id, result: 'ok', ip: request.ip })
    return startSession(services, person.id, request, reply)
  },
})

export const changeMe = defineRoute({
  method: 'PATCH',
  url: '/api/v1/me',
  policy: 'session',
  summary: "Changes the reader's own language or time zone",
  tag,
  body: object({}, { locale: oneOf('zh-CN', 'en'), zone: string({ maxLength: 60 }) }),
  response: { 200: sessionSchema },
  handle: async ({ body, request, who, services }) => {
    if (body.zone !== undefined && !isZone(body.zone)) {
      throw invalid('/zone', { en: 'no such time zone', 'zh-CN': '没有该时区' })
    }
    await services.storage.people.update(asSystem(`person:${who.principal.id}`), who.principal.id, body)
    const token = sessionToken(request, services.config)
    return sessionAnswer(services, token ? await services.storage.sessions.find(token) : null)
  },
})

const minPasswordLength = 10

function checkPassword(password: string): void {
  const kinds = [/[a-z]/i, /\d/, /[^a-z0-9]/i].filter((kind) => kind.test(password)).length
  if (password.length < minPasswordLength || kinds < 2)
    throw fail('server.setup.weak-password', { min: minPasswordLength }, { path: '/password' })
}

/** A new session and a new id, whatever cookie came with the request. */
async function startSession(services: Services, person: string, request: FastifyRequest, reply: FastifyReply): Promise<JsonObject> {
  const old = sessionToken(request, services.config)
  if (old) await services.storage.sessions.revoke(old)
  const session = await services.storage.sessions.create(person, {
    ip: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, 300),
  })
  setSessionCookie(reply, services.config, session.token)
  await services.storage.audit.append(session.principal, { action: 'sign-in', result: 'ok', ip: request.ip })
  return sessionAnswer(services, session)
}

async function sessionAnswer(services: Services, session: Pick<Session | NewSession, 'csrf' | 'principal'> | null): Promise<JsonObject> {
  const common = {
    trial: services.config.mode === 'trial',
    organisation: services.config.organisation,
    setupNeeded: session ? false : await services.storage.people.needsSetup(),
  }
  if (!session) return { person: null, csrf: '', ...common }
  const person = await services.storage.people.get(session.principal, session.principal.id)
  return {
    person: {
      id: person.id,
      name: person.name,
      locale: person.locale,
      zone: person.zone,
      admin: person.admin,
      teams: person.teams.map(({ id, name }) => ({ id, name })),
    },
    csrf: session.csrf,
    ...common,
  }
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
