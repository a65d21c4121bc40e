import { administratorDuties } from '@tangram/access'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done } from '../http/shapes.ts'

const tag = 'people'
const duty = oneOf(...administratorDuties)

export const listAdministrators = defineRoute({
  method: 'GET',
  url: '/api/v1/administrators',
  policy: 'admin:security',
  summary: 'Who is an administrator, whether their duties are separated, and who holds which',
  tag,
  response: {
    200: object({ separated: bool(), administrators: array(object({ id: uuid(), name: string(), active: bool(), duty: nullable(duty) })) }),
  },
  handle: ({ who, services }) => services.storage.administrators.list(who.principal),
})

export const separateAdministrators = defineRoute({
  method: 'PUT',
  url: '/api/v1/administrators/separation',
  policy: 'admin:security',
  summary: 'Separates the administrators: each holds one duty, and each duty is held by somebody active',
  tag,
  body: object({ duties: array(object({ person: uuid(), duty }), { maxItems: 1_000 }) }),
  response: { 200: done },
  handle: async ({ body: { duties }, who, request, services }) => {
    const { administrators, audit } = services.storage
    await administrators.separate(who.principal, new Map(duties.map((one) => [one.person, one.duty])))
    await audit.append(who.principal, { action: 'administrators.separate', result: 'ok', ip: request.ip, details: { duties } })
    return { ok: true }
  },
})

export const joinAdministrators = defineRoute({
  method: 'DELETE',
  url: '/api/v1/administrators/separation',
  policy: 'admin:security',
  summary: 'Each administrator holds every duty again',
  tag,
  response: { 200: done },
  handle: async ({ who, request, services }) => {
    // Noted before it happens: whoever ends it cannot have it pass unseen.
    await noteDone({ services, who, request }, 'administrators.join', 'all')
    await services.storage.administrators.join(who.principal)
    return { ok: true }
  },
})

export const assignAdministrator = defineRoute({
  method: 'PUT',
  url: '/api/v1/administrators/:id',
  policy: 'admin:security',
  summary: 'Gives an administrator another duty while they are separated',
  tag,
  params: object({ id: uuid() }),
  body: object({ duty }),
  response: { 200: done },
  handle: async ({ params: { id }, body, who, request, services }) => {
    await services.storage.administrators.assign(who.principal, id, body.duty)
    await noteDone({ services, who, request }, 'administrators.assign', `${id} ${body.duty}`)
    return { ok: true }
  },
})
