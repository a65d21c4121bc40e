import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, nullable, object, string, uuid } from '../http/schema.ts'
import { holderSchema } from '../http/shapes.ts'

const tag = 'tasks'

export const listCopies = defineRoute({
  method: 'GET',
  url: '/api/v1/copies',
  policy: 'session',
  summary: 'Copies (抄送) the reader got, the latest first',
  tag,
  query: object({}, { unread: bool(), limit: integer({ minimum: 1, maximum: 200 }), after: string({ maxLength: 500 }) }),
  response: {
    200: object({
      copies: array(
        object({
          id: uuid(),
          app: id(),
          entity: id(),
          record: uuid(),
          recordTitle: string(),
          process: localizedText(),
          label: localizedText(),
          by: nullable(holderSchema),
          text: nullable(string()),
          at: string(),
          readAt: nullable(string()),
          instance: uuid(),
        }),
      ),
      next: nullable(string()),
    }),
  },
  handle: ({ query, who, services }) => services.storage.tasks(who.principal).copies(query),
})

export const readCopies = defineRoute({
  method: 'POST',
  url: '/api/v1/copies/read',
  policy: 'session',
  summary: 'Marks copies as read',
  tag,
  body: object({ ids: array(uuid(), { minItems: 1, maxItems: 500 }) }, { requestId: string({ minLength: 1, maxLength: 200 }) }),
  response: { 200: object({ ok: bool(), read: integer() }) },
  handle: async ({ body, who, services }) => ({ ok: true, read: await services.storage.tasks(who.principal).readCopies(body.ids) }),
})
