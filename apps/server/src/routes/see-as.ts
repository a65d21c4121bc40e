import { sessionToken } from '../http/cookies.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, id, object, uuid } from '../http/schema.ts'
import { sessionAt } from '../http/session-at.ts'
import { sessionAnswer, sessionSchema } from '../sign-in/start-session.ts'

const tag = 'session'

export const beginSeeAs = defineRoute({
  method: 'POST',
  url: '/api/v1/see-as',
  policy: 'admin:security',
  summary: 'For half an hour this session reads with the rights of a person, or of somebody with these roles of an app, and writes nothing',
  tag,
  body: object({}, { person: uuid(), app: id(), roles: array(id(), { minItems: 1, maxItems: 50 }) }),
  response: { 200: sessionSchema },
  handle: async (call) => {
    const { body, who, request, services } = call
    const { person, app, roles } = body
    if ((person === undefined) === (app === undefined || roles === undefined)) {
      throw invalid('/person', { en: 'expected a person, or an app and roles', 'zh-CN': '应为一名成员，或一个应用及其角色' })
    }
    const whom = person === undefined ? { app: app ?? '', roles: roles ?? [] } : { person }
    await services.storage.seeAs.begin(who, whom)
    await noteDone(call, 'see-as.begin', person ?? `${app} ${roles?.join()}`)
    return sessionAnswer(services, await sessionAt(services, sessionToken(request, services.config) ?? ''))
  },
})

export const endSeeAs = defineRoute({
  method: 'DELETE',
  url: '/api/v1/see-as',
  policy: 'session',
  summary: 'The session is its own again',
  tag,
  response: { 200: sessionSchema },
  handle: async (call) => {
    const { who, request, services } = call
    await services.storage.seeAs.end(who)
    if (who.seenAs) await noteDone(call, 'see-as.end', who.seenAs.person?.id ?? who.seenAs.roles.map((role) => role.id).join())
    return sessionAnswer(services, await sessionAt(services, sessionToken(request, services.config) ?? ''))
  },
})
