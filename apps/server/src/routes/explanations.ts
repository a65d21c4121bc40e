import type { AccessExplained, AccessQuestion, Session } from '@tangram/storage'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { type Call, defineRoute } from '../http/route.ts'
import { anything, array, bool, id, localizedText, nullable, object, oneOf, recordId, string, uuid } from '../http/schema.ts'
import { holderSchema } from '../http/shapes.ts'

const tag = 'rights'
const base = '/api/v1/apps/:app/entities/:entity'

const whoseSchema = object({}, { person: uuid(), roles: string({ maxLength: 2_000 }) })

const verdict = oneOf('yes', 'no', 'some')
const explainedSchema = object({
  person: nullable(holderSchema),
  /** True: about whoever asks, who is told only of what they see. */
  self: bool(),
  roles: array(object({ id: id(), label: localizedText() })),
  actions: array(object({ action: string(), verdict, basis: string(), words: array(localizedText()), tests: anything() })),
  fields: array(
    object({ field: id(), label: localizedText(), sees: verdict, changes: verdict, basis: string(), words: array(localizedText()) }),
  ),
})

export const explainEntity = defineRoute({
  method: 'GET',
  url: `${base}/rights`,
  policy: 'session',
  summary: 'Why somebody may (not) see and do things with the records of an entity; without a person or roles, the reader themself',
  tag,
  params: object({ app: id(), entity: id() }),
  query: whoseSchema,
  response: { 200: explainedSchema },
  handle: (call) => explain(call, call.params),
})

export const explainRecord = defineRoute({
  method: 'GET',
  url: `${base}/records/:id/rights`,
  policy: 'session',
  summary: 'Why somebody may (not) see and change a record and its fields; without a person or roles, the reader themself',
  tag,
  params: object({ app: id(), entity: id(), id: recordId() }),
  query: whoseSchema,
  response: { 200: explainedSchema },
  handle: (call) => explain(call, { app: call.params.app, entity: call.params.entity, record: call.params.id }),
})

type Asked = Pick<
  Call<'session', unknown, { person?: string | undefined; roles?: string | undefined }, unknown>,
  'who' | 'query' | 'services' | 'request'
>

async function explain(call: Asked, about: Omit<AccessQuestion, 'whose'>): Promise<AccessExplained & { self: boolean }> {
  const { services, who } = call
  const whose = whoseIn(call.query, who)
  const self = 'person' in whose && whose.person === who.principal.id
  const explained = await services.storage.explanations.explain(who.principal, { ...about, whose })
  // Who looks into the rights of others leaves a trace.
  const place = [about.app, about.entity, about.record].filter((part) => part !== undefined).join(' ')
  if (!self) await noteDone(call, 'rights.explain', `${place} ${'person' in whose ? whose.person : whose.roles.join()}`)
  return { ...explained, self }
}

function whoseIn({ person, roles }: { person?: string | undefined; roles?: string | undefined }, who: Session): AccessQuestion['whose'] {
  if (person !== undefined && roles !== undefined) {
    throw invalid('/roles', { en: 'expected a person or roles, not both', 'zh-CN': '只能指定成员或角色之一' })
  }
  return roles === undefined ? { person: person ?? who.principal.id } : { roles: roles.split(',').filter((role) => role !== '') }
}
