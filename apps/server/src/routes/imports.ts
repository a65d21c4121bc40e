import { rightsOn } from '@tangram/access'
import { itemOf } from '@tangram/data-model'
import type { LayoutChoice } from '@tangram/form-engine'
import type { ImportTarget } from '@tangram/storage'
import { fail } from '../errors.ts'
import { receiveFile } from '../files/receive-file.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, map, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import { refusalsFile } from '../imports/refusals-file.ts'

const tag = 'imports'
const ofImport = object({ id: uuid() })
const importSchema = object({
  id: uuid(),
  person: uuid(),
  file: uuid(),
  name: string(),
  state: string(),
  choices: anything(),
  tables: anything(),
  target: anything(),
  share: { type: 'number' },
  counts: anything(),
  error: anything(),
  createdAt: string(),
  updatedAt: string(),
})

export const createImport = defineRoute({
  method: 'POST',
  url: '/api/v1/imports',
  policy: 'session',
  summary: 'Takes a table file (.xlsx, .xls, .csv) and begins to read it',
  tag,
  upload: true,
  response: { 201: importSchema },
  handle: async ({ who, request, reply, services }) => {
    const limit = services.config.maxImportBytes
    const file = await receiveFile(services, who.principal, request, { onlyImages: false, limit })
    const made = await services.storage.imports.create(who.principal, { file: file.id, name: file.name })
    return reply.code(201).send(made)
  },
})

export const readImport = defineRoute({
  method: 'GET',
  url: '/api/v1/imports/:id',
  policy: 'session',
  summary: 'How far an import is and what was found in its file',
  tag,
  params: ofImport,
  response: { 200: importSchema },
  handle: ({ params, who, services }) => services.storage.imports.get(who.principal, params.id),
})

export const chooseHeadings = defineRoute({
  method: 'PUT',
  url: '/api/v1/imports/:id/headings',
  policy: 'session',
  summary: 'Reads the file again with headings somebody chose, by the place of the sheet',
  tag,
  params: ofImport,
  body: object({ choices: map<LayoutChoice>() }),
  response: { 200: importSchema },
  handle: ({ params, body, who, services }) => services.storage.imports.choose(who.principal, params.id, choicesIn(body.choices)),
})

const stepSchema = object(
  {
    table: string({ maxLength: 200 }),
    entity: id(),
    columns: array(object({ column: integer({ minimum: 0, maximum: 16_383 }), field: id() }, { within: id() }), { maxItems: 400 }),
  },
  { key: nullable(id()) },
)

export const startImport = defineRoute({
  method: 'POST',
  url: '/api/v1/imports/:id/start',
  policy: 'session',
  summary: 'Compares the rows with the records of an app (check), or writes them',
  tag,
  params: ofImport,
  body: object(
    { mode: oneOf('check', 'write'), app: id(), steps: array(stepSchema, { minItems: 1, maxItems: 50 }) },
    { formulas: oneOf('refuse', 'values'), missing: oneOf('keep', 'remove'), follow: bool() },
  ),
  response: { 200: importSchema },
  handle: async ({ params, body, who, request, services }) => {
    const { document, resolved } = await services.storage.apps.get(who.principal, body.app)
    const steps = body.steps.map((step, place) => {
      const entity = itemOf(document.entities, step.entity)
      const rights = entity && rightsOn(document.access, who.principal, resolved.entity(step.entity) ?? nobody())
      if (!entity || !rights || (rights.read === false && rights.create === false)) throw fail('server.not-found')
      if (rights.create === false || (step.key && rights.update === false)) throw fail('server.not-allowed')
      const plan = step.columns.map(({ column, field, within }) => {
        const named = within ?? field
        const found = rights.hidden.has(named) ? undefined : itemOf(entity.fields, named)
        const target = within === undefined ? found : itemOf(found?.fields, field)
        if (!target) throw invalid(`/steps/${place}/columns`, { en: `there is no field ${field}`, 'zh-CN': `没有字段 ${field}` })
        return { column, field: target, ...(within === undefined ? {} : { within }) }
      })
      if (step.key && !plan.some(({ field, within }) => within === undefined && field.id === step.key))
        throw invalid(`/steps/${place}/key`, { en: 'the key must be one of the columns', 'zh-CN': '识别列必须是导入的列之一' })
      if (step.key && rights.masked.has(step.key)) {
        throw invalid(`/steps/${place}/key`, {
          en: 'you see the key masked only, so rows cannot be found by it; choose another column',
          'zh-CN': '您只能看到识别列的脱敏内容，无法据此查找记录；请选择其他列',
        })
      }
      return { table: step.table, entity: step.entity, plan, ...(step.key ? { key: step.key } : {}) }
    })
    if (body.missing === 'remove') {
      for (const { entity } of body.steps) {
        if (rightsOn(document.access, who.principal, resolved.entity(entity) ?? nobody()).delete === false) throw fail('server.not-allowed')
      }
    }
    const target: ImportTarget = {
      app: body.app,
      steps,
      formulas: body.formulas ?? 'refuse',
      missing: body.missing ?? 'keep',
      follow: body.follow ?? false,
    }
    const begun = await services.storage.imports.start(who.principal, params.id, body.mode, target)
    if (body.mode === 'write')
      await noteDone({ services, who, request }, 'records.import', `${body.app} ${body.steps.map(({ entity }) => entity).join(' ')}`)
    return begun
  },
})

export const cancelImport = defineRoute({
  method: 'POST',
  url: '/api/v1/imports/:id/cancel',
  policy: 'session',
  summary: 'Stops an import; what it wrote stays',
  tag,
  params: ofImport,
  body: object({}),
  response: { 200: importSchema },
  handle: ({ params, who, services }) => services.storage.imports.cancel(who.principal, params.id),
})

const shownRefusals = 50

export const listRefusals = defineRoute({
  method: 'GET',
  url: '/api/v1/imports/:id/refusals',
  policy: 'session',
  summary: 'The first refused rows with their reasons; with a format all of them as a file',
  tag,
  params: ofImport,
  query: object({}, { format: oneOf('csv', 'xlsx') }),
  response: { 200: anything() },
  handle: async ({ params, query, who, reply, locale, services }) => {
    const { imports } = services.storage
    if (query.format) {
      const file = await refusalsFile(services.storage, who.principal, await imports.get(who.principal, params.id), query.format, locale)
      return reply
        .type(file.type)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .serializer((payload: unknown) => payload as string)
        .send(file.content)
    }
    const refusals = []
    for await (const { cells: _cells, ...refusal } of imports.refusals(who.principal, params.id)) {
      // The other lines of a record are refused with it, not for themselves.
      if (refusal.problems.every(({ of }) => of !== undefined)) continue
      refusals.push(refusal)
      if (refusals.length >= shownRefusals) break
    }
    return { refusals }
  },
})

function choicesIn(choices: { [sheet: string]: LayoutChoice }): { [sheet: number]: LayoutChoice } {
  for (const [sheet, choice] of Object.entries(choices)) {
    const isSound =
      /^\d{1,2}$/.test(sheet) &&
      Number.isInteger(choice?.headerRow) &&
      [0, 1, 2].includes(choice.headerRows) &&
      [undefined, 'rows', 'tables', 'columns'].includes(choice.groups)
    if (!isSound)
      throw invalid(`/choices/${sheet}`, {
        en: 'expected headerRow, headerRows and groups',
        'zh-CN': '应包含 headerRow、headerRows 和 groups',
      })
  }
  return choices
}

function nobody(): never {
  throw fail('server.not-found')
}
