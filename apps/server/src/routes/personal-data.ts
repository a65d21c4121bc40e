import { Readable } from 'node:stream'
import { type Locale, personalKinds, textIn } from '@tangram/data-model'
import type { Member, PersonalTable } from '@tangram/storage'
import { type Cell, writeCsv } from '@tangram/workbook'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, nullable, object, oneOf, recordId, string } from '../http/schema.ts'

const tag = 'personal data'
const named = { app: id(), appLabel: localizedText(), entity: id(), label: localizedText() }
const table = {
  ...named,
  linked: bool(),
  view: nullable(id()),
  fields: array(object({ id: string(), label: localizedText(), kind: nullable(oneOf(...personalKinds)), encrypted: bool() })),
}
const maxMembers = 20

export const listPersonalData = defineRoute({
  method: 'GET',
  url: '/api/v1/personal-data',
  policy: 'admin:security',
  summary: 'Which tables hold what about people; `kind` null: a field that looks as if it did and is not marked',
  tag,
  response: { 200: array(object({ ...table, records: nullable(integer()) })) },
  handle: ({ who, services }) => services.storage.personalData.inventory(who.principal),
})

export const exportPersonalInventory = defineRoute({
  method: 'GET',
  url: '/api/v1/personal-data/inventory.csv',
  policy: 'admin:security',
  summary: 'The same as a CSV file, a line each field',
  tag,
  response: { 200: anything() },
  handle: async ({ who, request, reply, locale, services }) => {
    const tables = await services.storage.personalData.inventory(who.principal)
    await noteDone({ services, who, request }, 'personal.inventory', `${tables.length} tables`)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="personal-data.csv"')
      .serializer((payload: unknown) => payload as string)
      .send(writeCsv(Readable.from(inventoryRows(tables, locale))))
  },
})

export const findPersonalData = defineRoute({
  method: 'POST',
  url: '/api/v1/personal-data/find',
  policy: 'admin:security',
  summary:
    'Records of any app in which a person is found by a name, number or address, and people of the organisation; noted with what was looked for',
  tag,
  body: object(
    { text: string({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$' }) },
    { in: object({ app: id(), entity: id(), deleted: bool() }, { after: string({ maxLength: 4_000 }) }) },
  ),
  response: {
    200: object({
      tables: array(
        object({
          ...table,
          deleted: bool(),
          records: array(object({ id: string(), title: string(), createdAt: string(), fields: array(string()) })),
          next: nullable(string()),
        }),
      ),
      unread: array(object({ ...named, why: localizedText() })),
      members: array(object({ id: string(), name: string(), state: oneOf('active', 'invited', 'suspended') })),
    }),
  },
  handle: async ({ body, who, request, services }) => {
    const { personalData, directory, audit } = services.storage
    await services.throttle.admit({ key: `personal data ${who.principal.id}`, limit: 60, windowMs: 60_000 })
    const found = await personalData.find(who.principal, body)
    const { members } = body.in ? { members: [] } : await directory.members(who.principal, { search: body.text.trim(), limit: maxMembers })
    const records = found.tables.reduce((sum, each) => sum + each.records.length, 0)
    await audit.append(who.principal, {
      action: 'personal.find',
      object: `${records} records`,
      result: 'ok',
      ip: request.ip,
      details: { text: body.text },
    })
    return { ...found, members: members.map(({ id: member, name, state }: Member) => ({ id: member, name, state })) }
  },
})

const places = array(object({ app: id(), entity: id(), record: recordId() }), { minItems: 1, maxItems: 200 })

export const exportPersonalData = defineRoute({
  method: 'POST',
  url: '/api/v1/personal-data/export',
  policy: 'admin:security',
  summary: 'All that these records hold, with what they said before: the copy that a person has a right to',
  tag,
  body: object({ places }),
  bodyLimit: 512 * 1024,
  response: { 200: anything() },
  handle: async ({ body, who, request, services }) => {
    const { personalData, audit } = services.storage
    await services.throttle.admit({ key: `personal data ${who.principal.id}`, limit: 60, windowMs: 60_000 })
    const file = await personalData.export(who.principal, body.places)
    await audit.append(who.principal, {
      action: 'personal.export',
      object: `${body.places.length} records`,
      result: 'ok',
      ip: request.ip,
      details: { places: body.places },
    })
    return file
  },
})

const headings: { [locale in Locale]: readonly Cell[] } = {
  'zh-CN': ['应用', '数据表', '字段', '个人信息类型', '已加密', '记录数'],
  en: ['App', 'Table', 'Field', 'Kind of personal data', 'Encrypted', 'Records'],
}

function* inventoryRows(tables: readonly PersonalTable[], locale: Locale): Generator<Cell[]> {
  yield [...headings[locale]]
  for (const { appLabel, label, fields, records } of tables)
    for (const field of fields)
      yield [textIn(appLabel, locale), textIn(label, locale), textIn(field.label, locale), field.kind, field.encrypted, records]
}
