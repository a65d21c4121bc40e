import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { done, holderSchema } from '../http/shapes.ts'

const tag = 'people'
const byId = object({ id: uuid() })
const name = () => string({ minLength: 1, maxLength: 100, pattern: '\\S' })

export const readOrganisation = defineRoute({
  method: 'GET',
  url: '/api/v1/organisation',
  policy: 'admin:security',
  summary: 'Departments with their heads, teams with their roles, how many people each has, and the roles that apps have',
  tag,
  response: {
    200: object({
      departments: array(object({ id: uuid(), name: string(), parent: nullable(uuid()), head: nullable(holderSchema), people: integer() })),
      teams: array(object({ id: uuid(), name: string(), people: integer(), roles: array(object({ app: id(), role: id() })) })),
      apps: array(object({ id: id(), label: localizedText(), roles: array(object({ id: id(), label: localizedText() })) })),
    }),
  },
  handle: async ({ who, services: { storage } }) => {
    const { directory } = storage
    const [departments, teams, apps] = await Promise.all([
      directory.departments(who.principal),
      directory.teams(who.principal),
      directory.roles(who.principal),
    ])
    return { departments, teams, apps }
  },
})

export const addDepartment = defineRoute({
  method: 'POST',
  url: '/api/v1/departments',
  policy: 'admin:security',
  summary: 'Adds a department',
  tag,
  body: object({ name: name(), parent: nullable(uuid()), head: nullable(uuid()) }),
  response: { 201: byId },
  handle: async ({ body, who, request, reply, services }) => {
    const made = await services.storage.directory.addDepartment(who.principal, { ...body, name: body.name.trim() })
    await noteDone({ services, who, request }, 'department.add', made.id)
    return reply.code(201).send(made)
  },
})

export const changeDepartment = defineRoute({
  method: 'PATCH',
  url: '/api/v1/departments/:id',
  policy: 'admin:security',
  summary: 'Renames a department, moves it or changes who leads it',
  tag,
  params: byId,
  body: object({}, { name: name(), parent: nullable(uuid()), head: nullable(uuid()) }),
  response: { 200: done },
  handle: async ({ params, body, who, request, services }) => {
    const change = { ...body, ...(body.name === undefined ? {} : { name: body.name.trim() }) }
    await services.storage.directory.changeDepartment(who.principal, params.id, change)
    await noteDone({ services, who, request }, 'department.change', params.id)
    return { ok: true }
  },
})

export const removeDepartment = defineRoute({
  method: 'DELETE',
  url: '/api/v1/departments/:id',
  policy: 'admin:security',
  summary: 'Removes a department that is empty',
  tag,
  params: byId,
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.directory.removeDepartment(who.principal, params.id)
    await noteDone({ services, who, request }, 'department.remove', params.id)
    return { ok: true }
  },
})

export const addTeam = defineRoute({
  method: 'POST',
  url: '/api/v1/teams',
  policy: 'admin:security',
  summary: 'Adds a team',
  tag,
  body: object({ name: name() }),
  response: { 201: byId },
  handle: async ({ body, who, request, reply, services }) => {
    const made = await services.storage.directory.addTeam(who.principal, { name: body.name.trim() })
    await noteDone({ services, who, request }, 'team.add', made.id)
    return reply.code(201).send(made)
  },
})

export const changeTeam = defineRoute({
  method: 'PATCH',
  url: '/api/v1/teams/:id',
  policy: 'admin:security',
  summary: 'Renames a team',
  tag,
  params: byId,
  body: object({ name: name() }),
  response: { 200: done },
  handle: async ({ params, body, who, request, services }) => {
    await services.storage.directory.changeTeam(who.principal, params.id, { name: body.name.trim() })
    await noteDone({ services, who, request }, 'team.change', params.id)
    return { ok: true }
  },
})

export const removeTeam = defineRoute({
  method: 'DELETE',
  url: '/api/v1/teams/:id',
  policy: 'admin:security',
  summary: 'Removes a team, and with it what its members held because of it',
  tag,
  params: byId,
  response: { 200: done },
  handle: async ({ params, who, request, services }) => {
    await services.storage.directory.removeTeam(who.principal, params.id)
    await noteDone({ services, who, request }, 'team.remove', params.id)
    return { ok: true }
  },
})

const roleParams = object({ app: id(), role: id() })
const holdersSchema = object({ everyone: bool(), people: array(holderSchema), teams: array(holderSchema) })

export const readRoleHolders = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/roles/:role/holders',
  policy: 'admin:security',
  summary: 'Who holds a role of a published app',
  tag,
  params: roleParams,
  response: { 200: holdersSchema },
  handle: ({ params, who, services }) => services.storage.directory.holders(who.principal, params.app, params.role),
})

export const changeRoleHolders = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/roles/:role/holders',
  policy: 'admin:security',
  summary: 'Gives a role to a person, a team or everyone who can sign in, or takes it back',
  tag,
  params: roleParams,
  body: object({ change: oneOf('grant', 'revoke'), to: oneOf('person', 'team', 'everyone') }, { id: uuid() }),
  response: { 200: holdersSchema },
  handle: async ({ params: { app, role }, body, who, request, services }) => {
    const { directory } = services.storage
    const holder = body.to === 'everyone' ? 'everyone' : body.to === 'team' ? { team: body.id ?? '' } : { person: body.id ?? '' }
    await directory[body.change](who.principal, app, role, holder)
    await noteDone({ services, who, request }, `role.${body.change}`, [app, role, body.to, body.id].filter(Boolean).join(' '))
    return directory.holders(who.principal, app, role)
  },
})
