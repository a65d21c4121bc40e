import { networkOf } from '../http/network-of.ts'
import { defineRoute } from '../http/route.ts'
import { nullable, object, oneOf, string } from '../http/schema.ts'
import { done } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { sessionAnswer, sessionSchema, startSession } from '../sign-in/start-session.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'session'
const minute = 60_000
const token = () => string({ minLength: 1, maxLength: 200 })

export const lookAtInvitation = defineRoute({
  method: 'POST',
  url: '/api/v1/invitations/look',
  policy: 'public',
  summary: 'Whose password an address sets',
  tag,
  body: object({ token: token() }),
  bodyLimit: 4 * 1024,
  response: { 200: object({ purpose: oneOf('invite', 'reset'), name: string(), login: nullable(string()) }) },
  handle: async ({ body, request, services }) => {
    await admit(services, request)
    const { purpose, person } = await services.storage.invitations.find(body.token)
    return { purpose, name: person.name, login: person.login }
  },
})

export const acceptInvitation = defineRoute({
  method: 'POST',
  url: '/api/v1/invitations/accept',
  policy: 'public',
  summary: 'Sets a password by an address, once; whoever was invited is signed in then',
  tag,
  body: object({ token: token(), password: string({ minLength: 1, maxLength: 1000 }) }),
  bodyLimit: 8 * 1024,
  response: { 200: sessionSchema },
  handle: async ({ body, request, reply, services }) => {
    await admit(services, request)
    const { storage } = services
    const { purpose, person } = await storage.invitations.accept(body.token, body.password)
    await storage.audit.append(asSystem('invitation'), { action: `invitation.${purpose}`, object: person.id, result: 'ok', ip: request.ip })
    // Whoever resets a password signs in with it, and with their authenticator where they have one.
    if (purpose === 'reset') return sessionAnswer(services, null)
    return startSession(services, person.id, { request, reply, ...(person.login ? { login: person.login.toLowerCase() } : {}) })
  },
})

export const forgotPassword = defineRoute({
  method: 'POST',
  url: '/api/v1/forgotten-password',
  policy: 'public',
  summary: 'Mails whoever has this login or address a way to a new password; the answer is the same for everybody',
  tag,
  body: object({ login: string({ minLength: 1, maxLength: 200 }) }),
  bodyLimit: 4 * 1024,
  response: { 200: done },
  handle: async ({ body, request, services }) => {
    const { storage, throttle } = services
    const login = body.login.trim().toLowerCase()
    const network = networkOf(request.ip)
    await throttle.admit(
      { key: `forgot ${login}`, limit: 3, windowMs: 60 * minute },
      { key: `forgot from ${network}`, limit: 20, windowMs: 60 * minute },
    )
    const system = asSystem('password.forgotten')
    await storage.audit.append(system, { action: 'password.forgotten', login, result: 'ok', ip: request.ip })
    await storage.jobs.enqueue(system, { kind: 'password.forgotten', payload: { login } })
    return { ok: true }
  },
})

/** Nobody tries tokens one after the other, nor has many passwords hashed. @throws server.throttled 429 */
function admit({ throttle }: Services, request: { ip: string }): Promise<void> {
  return throttle.admit({ key: `invitation ${networkOf(request.ip)}`, limit: 60, windowMs: 10 * minute })
}
