import { keyPeople } from '@tangram/example-service-desk'
import type { Attempt } from '@tangram/storage'
import type { FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import { deviceCookieName, sessionToken, setSessionCookie } from '../http/cookies.ts'
import { invalid } from '../http/invalid.ts'
import { networkOf } from '../http/network-of.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { sessionAt } from '../http/session-at.ts'
import { isZone } from '../http/zone.ts'
import { leaveAddress } from '../oidc/leave-address.ts'
import type { Services } from '../services.ts'
import { withSetup } from '../setup.ts'
import { openChallenge, sealChallenge } from '../sign-in/challenge.ts'
import { knownDevice } from '../sign-in/known-device.ts'
import { pretendsFactor } from '../sign-in/pretends-factor.ts'
import { signInLimits } from '../sign-in/sign-in-limits.ts'
import { sessionAnswer, sessionSchema, startSession } from '../sign-in/start-session.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'session'
const minute = 60_000

export const readSession = defineRoute({
  method: 'GET',
  url: '/api/v1/session',
  policy: 'public',
  summary: 'Who is signed in, and the token that writes need',
  tag,
  response: { 200: sessionSchema },
  handle: async ({ request, services }) => {
    const token = sessionToken(request, services.config)
    return sessionAnswer(services, token ? await sessionAt(services, token) : null)
  },
})

export const signIn = defineRoute({
  method: 'POST',
  url: '/api/v1/session',
  policy: 'public',
  summary: 'Signs in with login and password; answers with a challenge where a code is asked for as well',
  tag,
  body: object({ login: string({ minLength: 1, maxLength: 200 }), password: string({ minLength: 1, maxLength: 1000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: sessionSchema },
  handle: async ({ body, request, reply, services }) => {
    const { storage, throttle, config } = services
    const login = body.login.trim().toLowerCase()
    const limits = limitsOf('login', login, request, services)
    // Counted before the password is looked at, so that attempts at the same time count too.
    await throttle.admit(...limits)
    const { person, isRight, hasFactor } = await storage.people.verify(body.login.trim(), body.password)
    // Asked for every login, so that it takes as long.
    const pretended = pretendsFactor(config.secret, login, await storage.secondFactors.share())
    if (person ? hasFactor : pretended) {
      // Whether the password was right is told with the code, not before: it would be half the way in.
      await storage.audit.append(asSystem('sign-in'), {
        action: 'sign-in.password',
        login,
        result: isRight ? 'ok' : 'refused',
        ip: request.ip,
      })
      const challenge = sealChallenge(config.secret, { login, person, isRight, at: Date.parse(services.now()) })
      return { ...(await sessionAnswer(services, null)), challenge }
    }
    if (!person || !isRight) {
      await storage.audit.append(asSystem('sign-in'), { action: 'sign-in', login, result: 'refused', ip: request.ip })
      throw fail('server.session.wrong-login')
    }
    await throttle.clear(limits[0].key)
    return startSession(services, person, { request, reply, login })
  },
})

export const signInWithCode = defineRoute({
  method: 'POST',
  url: '/api/v1/session/code',
  policy: 'public',
  summary: 'The second step of signing in: a code of the authenticator, or a recovery code',
  tag,
  body: object({ challenge: string({ minLength: 1, maxLength: 2_000 }), code: string({ minLength: 1, maxLength: 40 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: sessionSchema },
  handle: async ({ body, request, reply, services }) => {
    const { storage, throttle, config } = services
    const challenge = openChallenge(config.secret, body.challenge, Date.parse(services.now()))
    if (!challenge) throw fail('server.session.challenge-over')
    const { login, at } = challenge
    const limits = limitsOf('code', login, request, services)
    await throttle.admit(...limits)
    // Behind a wrong password no code is right, and none is used up.
    const person = challenge.isRight ? challenge.person : null
    const kind = await storage.secondFactors.take(person, body.code.replaceAll(' ', ''))
    if (!person || !kind || !(await isPasswordAsItWas(services, person, at))) {
      await storage.audit.append(asSystem('sign-in'), { action: 'sign-in', login, result: 'refused', ip: request.ip })
      throw fail('server.session.wrong-code')
    }
    await throttle.clear(limits[0].key)
    await throttle.clear(limitsOf('login', login, request, services)[0].key)
    return startSession(services, person, { request, reply, login, details: { with: kind } })
  },
})

export const signOut = defineRoute({
  method: 'DELETE',
  url: '/api/v1/session',
  policy: 'session',
  duringDuty: true,
  summary: 'Signs out; `leaveTo` is where the browser signs out of the provider it came by',
  tag,
  response: { 200: sessionSchema },
  handle: async ({ who, request, reply, services }) => {
    const token = sessionToken(request, services.config)
    const leaveTo = await leaveAddress(services, who.id)
    if (token) await services.storage.sessions.revoke(token)
    await noteDone({ services, who, request }, 'sign-out', who.principal.id)
    setSessionCookie(reply, services.config, null)
    return { ...(await sessionAnswer(services, null)), ...(leaveTo ? { leaveTo } : {}) }
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
    return startSession(services, person.id, { request, reply })
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
    const person = await withSetup(services, token, () =>
      storage.people.create(asSystem('setup'), { name, login, password, admin: true, locale, zone }),
    )
    await storage.audit.append(asSystem('setup'), { action: 'setup', object: person.id, result: 'ok', ip: request.ip })
    return startSession(services, person.id, { request, reply, login: login.toLowerCase() })
  },
})

export const changeMe = defineRoute({
  method: 'PATCH',
  url: '/api/v1/me',
  policy: 'session',
  duringDuty: true,
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

/** Made of what the server knows: the login asked for, the connection's network and the cookie it signed itself. */
function limitsOf(step: 'login' | 'code', login: string, request: FastifyRequest, { config, now }: Services): [Attempt, ...Attempt[]] {
  const device = knownDevice(config.secret, request.cookies[deviceCookieName(config)], Date.parse(now()))
  return signInLimits(step, login, networkOf(request.ip), device)
}

/** A password that was reset between the two steps was reset for a reason. */
async function isPasswordAsItWas({ storage }: Services, person: string, at: number): Promise<boolean> {
  const { passwordChangedAt } = await storage.security.standing(asSystem('sign-in'), person)
  return passwordChangedAt === null || Date.parse(passwordChangedAt) <= at
}
