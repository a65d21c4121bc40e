import { factorRequirements, securityBounds } from '@tangram/storage'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, integer, map, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'
import { factorSchema, sessionFields } from './own-security.ts'

const tag = 'people'

const within = (name: keyof typeof securityBounds) => {
  const [minimum, maximum] = securityBounds[name]
  return integer({ minimum, maximum })
}

const settingsSchema = object({
  password: object({
    minLength: within('minLength'),
    classes: within('classes'),
    refuseCommon: bool(),
    history: within('history'),
    maxAgeDays: within('maxAgeDays'),
    changeWhenGiven: bool(),
  }),
  session: object({ idleMinutes: within('idleMinutes'), absoluteHours: within('absoluteHours') }),
  secondFactor: oneOf(...factorRequirements),
})

export const readSecuritySettings = defineRoute({
  method: 'GET',
  url: '/api/v1/security-settings',
  policy: 'admin:security',
  summary: 'How people of this installation sign in, and between which bounds each number may lie',
  tag,
  response: { 200: object({ settings: settingsSchema, bounds: map<[lowest: number, highest: number]>() }) },
  handle: async ({ services }) => ({ settings: await services.storage.security.settings(), bounds: securityBounds }),
})

export const changeSecuritySettings = defineRoute({
  method: 'PUT',
  url: '/api/v1/security-settings',
  policy: 'admin:security',
  summary: 'Changes how people of this installation sign in, from the next request on',
  tag,
  body: settingsSchema,
  response: { 200: settingsSchema },
  handle: async ({ body, who, request, services }) => {
    const { security, audit } = services.storage
    const before = await security.settings()
    const after = await security.change(who.principal, body)
    await audit.append(who.principal, { action: 'security.change', result: 'ok', ip: request.ip, details: { before, after } })
    return after
  },
})

export const readSignInOf = defineRoute({
  method: 'GET',
  url: '/api/v1/people/:id/sign-in',
  policy: 'admin:security',
  summary: 'How somebody signs in, and where they are signed in',
  tag,
  params: object({ id: uuid() }),
  response: {
    200: object({
      hasPassword: bool(),
      passwordChangedAt: nullable(string()),
      mustChangePassword: bool(),
      secondFactor: factorSchema,
      needsFactor: bool(),
      sessions: array(object(sessionFields)),
    }),
  },
  handle: async ({ params, who, services }) => ({
    ...(await services.storage.security.standing(who.principal, params.id)),
    sessions: await services.storage.sessions.list(params.id),
  }),
})

export const endSessionsOf = defineRoute({
  method: 'DELETE',
  url: '/api/v1/people/:id/sessions',
  policy: 'admin:security',
  summary: 'Ends every session of somebody',
  tag,
  params: object({ id: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    // Whoever is not there has none to end.
    await services.storage.security.standing(who.principal, params.id)
    await services.storage.sessions.revokeAll(params.id)
    await noteDone({ services, who, request }, 'session.end-all', params.id)
    return { ok: true }
  },
})

export const removeFactorOf = defineRoute({
  method: 'DELETE',
  url: '/api/v1/people/:id/second-factor',
  policy: 'admin:security',
  summary: 'Removes the authenticator of somebody who lost it; their sessions end',
  tag,
  params: object({ id: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.secondFactors.remove(who.principal, params.id)
    await services.storage.sessions.revokeAll(params.id)
    await noteDone({ services, who, request }, 'second-factor.remove', params.id)
    return { ok: true }
  },
})

export const askNewPasswordOf = defineRoute({
  method: 'POST',
  url: '/api/v1/people/:id/ask-new-password',
  policy: 'admin:security',
  summary: 'Has somebody choose a new password before anything else',
  tag,
  params: object({ id: uuid() }),
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.people.askNewPassword(who.principal, params.id)
    await noteDone({ services, who, request }, 'password.ask-new', params.id)
    return { ok: true }
  },
})
