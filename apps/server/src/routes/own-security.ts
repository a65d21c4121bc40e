import { otpAddress } from '@tangram/storage'
import { fail } from '../errors.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, integer, nullable, object, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'
import { confirmPassword, confirmSelf, isFresh } from '../sign-in/confirm-self.ts'
import { renewSession, sessionSchema } from '../sign-in/start-session.ts'

const tag = 'session'
const minute = 60_000
const password = () => string({ minLength: 1, maxLength: 1000 })

export const factorSchema = nullable(object({ since: string(), recoveryCodesLeft: integer() }))
export const sessionFields = {
  id: uuid(),
  createdAt: string(),
  lastUsedAt: string(),
  ip: nullable(string()),
  userAgent: nullable(string()),
}

export const readPasswordRules = defineRoute({
  method: 'GET',
  url: '/api/v1/password-rules',
  policy: 'public',
  summary: 'What a password must be like',
  tag,
  response: { 200: object({ rules: array(string()) }) },
  handle: async ({ services, locale }) => ({ rules: (await services.storage.security.passwordRules()).map((rule) => rule[locale]) }),
})

export const readOwnSecurity = defineRoute({
  method: 'GET',
  url: '/api/v1/me/security',
  policy: 'session',
  duringDuty: true,
  summary: 'How the reader signs in; whether their password is asked again before that changes',
  tag,
  response: {
    200: object({
      hasPassword: bool(),
      passwordChangedAt: nullable(string()),
      mustChangePassword: bool(),
      secondFactor: factorSchema,
      needsFactor: bool(),
      asksPassword: bool(),
    }),
  },
  handle: async ({ who, services }) => ({
    ...(await services.storage.security.standing(who.principal, who.principal.id)),
    asksPassword: !isFresh(services, who),
  }),
})

export const changeOwnPassword = defineRoute({
  method: 'POST',
  url: '/api/v1/me/password',
  policy: 'session',
  duringDuty: true,
  summary: "Changes the reader's own password; their other sessions end",
  tag,
  body: object({ current: password(), password: string({ maxLength: 1000 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: sessionSchema },
  handle: async ({ body, who, request, reply, services }) => {
    const { id } = who.principal
    await confirmPassword(services, id, body.current, '/current')
    await services.storage.people.setPassword(who.principal, id, body.password, { keepSession: who.id })
    await noteDone({ services, who, request }, 'password.change', id)
    return renewSession(services, { request, reply })
  },
})

export const beginSecondFactor = defineRoute({
  method: 'POST',
  url: '/api/v1/me/second-factor',
  policy: 'session',
  duringDuty: true,
  summary: 'Begins to set up an authenticator: its secret, and the address that its picture holds',
  tag,
  body: object({}, { password: password() }),
  bodyLimit: 16 * 1024,
  response: { 200: object({ secret: string(), address: string() }) },
  handle: async ({ body, who, services }) => {
    const { storage, config } = services
    const { id } = who.principal
    if (!(await storage.security.standing(who.principal, id)).hasPassword) throw fail('server.factor.no-password')
    await confirmSelf(services, who, body.password)
    const secret = await storage.secondFactors.begin(id)
    const { login, name } = await storage.people.get(who.principal, id)
    return { secret, address: otpAddress({ issuer: config.organisation.name, account: login ?? name, secret }) }
  },
})

export const confirmSecondFactor = defineRoute({
  method: 'POST',
  url: '/api/v1/me/second-factor/confirm',
  policy: 'session',
  duringDuty: true,
  summary: 'Takes the first code of a new authenticator; tells the recovery codes, this once',
  tag,
  body: object({ code: string({ minLength: 1, maxLength: 20 }) }),
  bodyLimit: 16 * 1024,
  response: { 200: object({ recoveryCodes: array(string()), session: sessionSchema }) },
  handle: async ({ body, who, request, reply, services }) => {
    const { id } = who.principal
    const limit = { key: `confirm code ${id}`, limit: 10, windowMs: 15 * minute }
    await services.throttle.admit(limit)
    const recoveryCodes = await services.storage.secondFactors.confirm(id, body.code.replaceAll(' ', ''))
    await services.throttle.clear(limit.key)
    await noteDone({ services, who, request }, 'second-factor.set-up', id)
    return { recoveryCodes, session: await renewSession(services, { request, reply }) }
  },
})

export const renewRecoveryCodes = defineRoute({
  method: 'POST',
  url: '/api/v1/me/second-factor/recovery-codes',
  policy: 'session',
  summary: 'New recovery codes; those before no longer serve',
  tag,
  body: object({}, { password: password() }),
  bodyLimit: 16 * 1024,
  response: { 200: object({ recoveryCodes: array(string()) }) },
  handle: async ({ body, who, request, services }) => {
    await confirmSelf(services, who, body.password)
    const recoveryCodes = await services.storage.secondFactors.renewRecoveryCodes(who.principal.id)
    await noteDone({ services, who, request }, 'second-factor.recovery-codes', who.principal.id)
    return { recoveryCodes }
  },
})

export const removeOwnFactor = defineRoute({
  method: 'POST',
  url: '/api/v1/me/second-factor/remove',
  policy: 'session',
  summary: "Removes the reader's authenticator, where none is asked of them",
  tag,
  body: object({}, { password: password() }),
  bodyLimit: 16 * 1024,
  response: { 200: done },
  handle: async ({ body, who, request, services }) => {
    const { principal } = who
    if ((await services.storage.security.standing(principal, principal.id)).needsFactor) throw fail('server.factor.required')
    await confirmSelf(services, who, body.password)
    await services.storage.secondFactors.remove(principal, principal.id)
    await noteDone({ services, who, request }, 'second-factor.remove', principal.id)
    return { ok: true }
  },
})

export const listOwnSessions = defineRoute({
  method: 'GET',
  url: '/api/v1/me/sessions',
  policy: 'session',
  summary: 'Where the reader is signed in',
  tag,
  response: { 200: array(object({ ...sessionFields, isThis: bool() })) },
  handle: async ({ who, services }) =>
    (await services.storage.sessions.list(who.principal.id)).map((session) => ({ ...session, isThis: session.id === who.id })),
})

export const endOwnSession = defineRoute({
  method: 'DELETE',
  url: '/api/v1/me/sessions/:id',
  policy: 'session',
  summary: "Ends one of the reader's sessions",
  tag,
  params: object({ id: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.sessions.revokeOne(who.principal.id, params.id)
    await noteDone({ services, who, request }, 'session.end', params.id)
    return { ok: true }
  },
})

export const endOtherSessions = defineRoute({
  method: 'DELETE',
  url: '/api/v1/me/sessions',
  policy: 'session',
  summary: "Ends all of the reader's sessions but this one",
  tag,
  response: { 200: done },
  handle: async ({ who, request, services }) => {
    await services.storage.sessions.revokeOthers(who.principal.id, who.id)
    await noteDone({ services, who, request }, 'session.end-others', who.principal.id)
    return { ok: true }
  },
})
