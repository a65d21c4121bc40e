import { defineRoute } from '../http/route.ts'
import { array, integer, nullable, object, string, uuid } from '../http/schema.ts'
import { holderSchema } from '../http/shapes.ts'
import { idsIn } from './records.ts'

const tag = 'people'

export const listPeople = defineRoute({
  method: 'GET',
  url: '/api/v1/people',
  policy: 'session',
  summary: 'People of the organisation, by name',
  tag,
  query: object(
    {},
    { search: string({ maxLength: 200 }), ids: string({ maxLength: 8_000 }), limit: integer({ minimum: 1, maximum: 200 }) },
  ),
  response: { 200: array(holderSchema) },
  handle: async ({ query, who, services }) => {
    const people = await services.storage.people.find(who.principal, {
      ...(query.search ? { search: query.search } : {}),
      ...(query.ids ? { ids: idsIn(query.ids) } : {}),
      limit: query.limit ?? 50,
    })
    return people.map(({ id, name }) => ({ id, name }))
  },
})

export const listTeams = defineRoute({
  method: 'GET',
  url: '/api/v1/teams',
  policy: 'session',
  summary: 'Teams of the organisation',
  tag,
  response: { 200: array(object({ id: uuid(), key: string(), name: string(), members: integer() })) },
  handle: ({ who, services }) => services.storage.people.teams(who.principal),
})

export const listDepartments = defineRoute({
  method: 'GET',
  url: '/api/v1/departments',
  policy: 'session',
  summary: 'Departments of the organisation; each names the one it belongs to',
  tag,
  response: { 200: array(object({ id: uuid(), key: string(), name: string(), parent: nullable(uuid()) })) },
  handle: ({ who, services }) => services.storage.people.departments(who.principal),
})
