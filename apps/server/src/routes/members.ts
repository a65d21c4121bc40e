import type { MemberChange } from '@tangram/storage'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done, holderSchema } from '../http/shapes.ts'
import { isZone } from '../http/zone.ts'
import { invite } from '../people/invite.ts'

const tag = 'people'
const byId = object({ id: uuid() })
const name = () => string({ minLength: 1, maxLength: 100, pattern: '\\S' })
const login = () => string({ maxLength: 100, pattern: '^\\S*$' })
const email = () => string({ maxLength: 254, pattern: '^$|^[^\\s@]+@[^\\s@]+$' })
const phone = () => string({ maxLength: 40, pattern: '^[0-9+() \\-]*$' })
const heldRole = object({ app: id(), role: id() })
const units = () => array(uuid(), { maxItems: 100 })

const changes = {
  login: nullable(login()),
  title: nullable(localizedText()),
  email: nullable(email()),
  phone: nullable(phone()),
  admin: bool(),
  locale: oneOf('zh-CN', 'en'),
  zone: string({ maxLength: 60 }),
  teams: units(),
  departments: units(),
  roles: array(heldRole, { maxItems: 200 }),
}

export const memberSchema = object({
  id: uuid(),
  version: integer(),
  name: string(),
  login: nullable(string()),
  title: nullable(localizedText()),
  email: nullable(string()),
  phone: nullable(string()),
  admin: bool(),
  locale: oneOf('zh-CN', 'en'),
  zone: string(),
  state: oneOf('active', 'invited', 'suspended'),
  teams: array(holderSchema),
  departments: array(holderSchema),
  roles: array(object({ app: id(), role: id(), team: nullable(holderSchema) })),
  signedInAt: nullable(string()),
  invitedUntil: nullable(string()),
})
/** `url` is told once and only here; `mailed`: it is also on its way to this address. */
const invitationSchema = object({ url: string(), until: string(), purpose: oneOf('invite', 'reset'), mailed: nullable(string()) })

export const listMembers = defineRoute({
  method: 'GET',
  url: '/api/v1/members',
  policy: 'admin:security',
  summary: 'People of the organisation as administrators see them, a page at a time',
  tag,
  query: object(
    {},
    {
      search: string({ maxLength: 200 }),
      state: oneOf('active', 'invited', 'suspended'),
      department: uuid(),
      team: uuid(),
      offset: integer({ minimum: 0, maximum: 1_000_000 }),
      limit: integer({ minimum: 1, maximum: 200 }),
    },
  ),
  response: { 200: object({ members: array(memberSchema), total: integer() }) },
  handle: ({ query, who, services }) => services.storage.directory.members(who.principal, query),
})

export const readMember = defineRoute({
  method: 'GET',
  url: '/api/v1/members/:id',
  policy: 'admin:security',
  summary: 'Somebody as administrators see them',
  tag,
  params: byId,
  response: { 200: memberSchema },
  handle: ({ params, who, services }) => services.storage.directory.member(who.principal, params.id),
})

export const addMember = defineRoute({
  method: 'POST',
  url: '/api/v1/members',
  policy: 'admin:security',
  summary: 'Adds somebody; with `invite` there is an address by which they set their password',
  tag,
  body: object({ name: name(), invite: bool() }, changes),
  response: { 201: object({ member: memberSchema, invitation: nullable(invitationSchema) }) },
  handle: async ({ body, who, request, reply, services }) => {
    const { invite: invites, ...person } = body
    const { directory } = services.storage
    const added = await directory.add(who.principal, { ...checked(person), name: person.name.trim() })
    await noteDone({ services, who, request }, 'person.add', added.id)
    const invitation = invites ? await invite({ services, who, request }, added.id) : null
    const member = invitation ? await directory.member(who.principal, added.id) : added
    return reply.code(201).send({ member, invitation })
  },
})

export const correctMember = defineRoute({
  method: 'PATCH',
  url: '/api/v1/members/:id',
  policy: 'admin:security',
  summary: 'Corrects what is given about somebody; null empties, lists are complete',
  tag,
  params: byId,
  body: object({ version: integer({ minimum: 1 }) }, { name: name(), ...changes }),
  response: { 200: memberSchema },
  handle: async ({ params, body, who, request, services }) => {
    const { directory, audit } = services.storage
    const { version, ...change } = body
    const before = await directory.member(who.principal, params.id)
    const after = await directory.correct(who.principal, params.id, version, checked(change))
    await audit.append(who.principal, {
      action: 'person.correct',
      object: params.id,
      result: 'ok',
      ip: request.ip,
      details: { before: toldOf(before, change), after: toldOf(after, change) },
    })
    return after
  },
})

export const suspendMember = defineRoute({
  method: 'POST',
  url: '/api/v1/members/:id/suspend',
  policy: 'admin:security',
  summary: 'Ends what somebody may, from their next request on; what they did stays',
  tag,
  params: byId,
  response: { 200: memberSchema },
  handle: async ({ params, who, request, services }) => {
    const member = await services.storage.directory.suspend(who.principal, params.id)
    await noteDone({ services, who, request }, 'person.suspend', params.id)
    return member
  },
})

export const reinstateMember = defineRoute({
  method: 'POST',
  url: '/api/v1/members/:id/reinstate',
  policy: 'admin:security',
  summary: 'Gives somebody who was suspended back what they held',
  tag,
  params: byId,
  response: { 200: memberSchema },
  handle: async ({ params, who, request, services }) => {
    const member = await services.storage.directory.reinstate(who.principal, params.id)
    await noteDone({ services, who, request }, 'person.reinstate', params.id)
    return member
  },
})

export const inviteMember = defineRoute({
  method: 'POST',
  url: '/api/v1/members/:id/invitation',
  policy: 'admin:security',
  summary: 'An address by which somebody sets a password, once; the one before it ends',
  tag,
  params: byId,
  response: { 200: invitationSchema },
  handle: ({ params, who, request, services }) => invite({ services, who, request }, params.id),
})

export const closeInvitation = defineRoute({
  method: 'DELETE',
  url: '/api/v1/members/:id/invitation',
  policy: 'admin:security',
  summary: 'Takes back the address by which somebody may set a password',
  tag,
  params: byId,
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.invitations.close(who.principal, params.id)
    await noteDone({ services, who, request }, 'invitation.close', params.id)
    return { ok: true }
  },
})

/** What a schema cannot say. @throws server.request.invalid 400 */
function checked<T extends MemberChange>(change: T): T {
  if (change.zone !== undefined && !isZone(change.zone)) throw invalid('/zone', { en: 'no such time zone', 'zh-CN': '没有该时区' })
  return { ...change, ...(change.name === undefined ? {} : { name: change.name.trim() }) }
}

/** Of somebody, what a change was about. */
function toldOf<T extends object>(member: T, change: object) {
  return Object.fromEntries(Object.entries(member).filter(([name]) => Object.hasOwn(change, name)))
}
