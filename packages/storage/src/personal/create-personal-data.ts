import type { Principal } from '@tangram/access'
import { AppError, type DataRecord, type Entity, type Id, inOrder, type RecordValues } from '@tangram/data-model'
import { resolveField } from '@tangram/form-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { requireAdmin } from '../people/require-admin.ts'
import { changesSince } from '../records/history.ts'
import { isIdOf } from '../records/record-ids.ts'
import type { Records } from '../records/records.ts'
import type { Found, FoundInTable, PersonalData, PersonalExport, PersonalTable, Place } from './personal-data.ts'
import { documentOf, hasText, type KnownField, personalFields, searchedFields, spellings, whereFound } from './personal-fields.ts'

const minText = 2
const pageSize = 50
const maxExported = 200

export function createPersonalData(context: Context, recordsFor: (principal: Principal) => Records): PersonalData {
  const published = async (): Promise<LoadedApp[]> => {
    const { rows } = await context.db.pool.query<{ id: Id }>('select id from tangram.app where version is not null order by created_at, id')
    return Promise.all(rows.map(({ id }) => context.apps.current(id)))
  }
  /** A person has a right to all that is held about them, whatever the roles of whoever looks it up. */
  const recordsOfAll = ({ zone, locale }: Principal): Records => recordsFor({ kind: 'system', cause: 'personal-data', zone, locale })

  return {
    inventory: async (principal) => {
      requireAdmin(principal, 'security')
      const tables: PersonalTable[] = []
      for (const app of await published()) {
        for (const entity of app.resolved.ownEntities) {
          const fields = personalFields(entity)
          if (fields.length === 0) continue
          const records = await recordsOfAll(principal).count(app.id, entity.id).catch(unlessAway)
          tables.push({ ...describe(app, entity, fields), records })
        }
      }
      return tables
    },
    find: async (principal, { text, in: only }) => {
      requireAdmin(principal, 'security')
      const texts = spellings(text)
      if (!texts.some((each) => [...each].length >= minText)) throw fail('storage.personal.too-short', { min: minText }, { path: '/text' })
      const found: Found = { tables: [], unread: [] }
      const search = { text, texts: texts.filter((each) => [...each].length >= minText), records: recordsOfAll(principal) }
      for (const app of await published()) {
        if (only && app.id !== only.app) continue
        for (const entity of app.resolved.ownEntities) {
          if (only && entity.id !== only.entity) continue
          const bins = only ? [only.deleted] : entity.linked ? [false] : [false, true]
          try {
            for (const deleted of bins) {
              const inTable = await findIn(context, app, entity, { ...search, deleted, ...(only?.after ? { after: only.after } : {}) })
              if (inTable) found.tables.push(inTable)
            }
          } catch (error) {
            // A linked table that is away is no reason to tell nothing of the others.
            if (!(error instanceof AppError) || only) throw error
            found.unread.push({ ...nameOf(app, entity), why: error.entry.text })
          }
        }
      }
      return found
    },
    export: async (principal, places) => {
      requireAdmin(principal, 'security')
      if (places.length > maxExported) throw fail('storage.personal.too-many', { max: maxExported }, { path: '/places' })
      const tables: PersonalExport['tables'] = []
      for (const [key, ofTable] of Map.groupBy(places, ({ app, entity }) => `${app} ${entity}`)) {
        const [id = '', of = ''] = key.split(' ')
        const app = await context.apps.current(id)
        const entity = app.resolved.ownEntities.find((each) => each.id === of)
        if (!entity) throw fail('storage.entity.unknown', { entity: of })
        tables.push(await heldIn(context, app, entity, recordsOfAll(principal), ofTable))
      }
      return { madeAt: context.now(), tables }
    },
  }
}

/** Null for what a linked table that is away says; anything else is thrown on. */
function unlessAway(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}

type Search = { text: string; texts: readonly string[]; records: Records; deleted: boolean; after?: string }

/** Undefined when the table has nothing of it. */
async function findIn(context: Context, app: LoadedApp, entity: Entity, search: Search): Promise<FoundInTable | undefined> {
  const fields = searchedFields(entity)
  if (fields.length === 0) return undefined
  const wholes = new Map(fields.map((field) => [field, wholeTexts(context, app, entity, field, search)]))
  const wholeOf = (field: KnownField) => wholes.get(field) ?? []
  const { records, next } = await search.records.list(app.id, entity.id, {
    where: whereFound(fields, search.texts, wholeOf),
    select: [...new Set([entity.title, ...fields.map(({ attribute, subform }) => subform ?? attribute.id)])],
    limit: pageSize,
    ...(search.deleted ? { deleted: true } : {}),
    ...(search.after === undefined ? {} : { after: search.after }),
  })
  if (records.length === 0) return undefined
  const isIn =
    ({ values }: DataRecord) =>
    (field: KnownField) =>
      hasText(field, values[field.subform ?? field.attribute.id], search.texts, wholeOf(field))
  return {
    ...describe(app, entity, fields),
    deleted: search.deleted,
    records: records.map((record) => ({
      id: record.id,
      title: titleOf(entity, record),
      createdAt: record.createdAt,
      fields: fields.filter(isIn(record)).map(({ id }) => id),
    })),
    next,
  }
}

/** What was typed, as a field of this type would have kept it. */
function wholeTexts({ options }: Context, app: LoadedApp, entity: Entity, field: KnownField, { text }: Search): string[] {
  const typed = text.trim()
  const document = documentOf(app.document, entity.id, field)
  const resolved = document && resolveField(document, options.platform.fields)
  const kept = resolved?.fieldType.normalize?.(typed, resolved.config)
  const all = [typed, typed.replace(/[\s()（）-]+/g, ''), ...(typeof kept === 'string' ? [kept] : [])]
  return [...new Set(all)]
}

function titleOf({ title }: Entity, { values, labels }: DataRecord): string {
  const value = values[title]
  if (typeof value === 'string') return labels?.[value] ?? value
  return typeof value === 'number' ? String(value) : ''
}

async function heldIn(
  context: Context,
  app: LoadedApp,
  entity: Entity,
  all: Records,
  places: readonly Place[],
): Promise<PersonalExport['tables'][number]> {
  const ids = [...new Set(places.map(({ record }) => record))].filter((id) => isIdOf(entity, id))
  const where = { in: [{ var: 'id' }, ids] }
  const select = entity.order.filter((id) => entity.attributes[id])
  const held: (DataRecord & { deleted: boolean })[] = []
  for (const deleted of entity.linked ? [false] : [false, true]) {
    const { records } = await all.list(app.id, entity.id, { where, select, limit: maxExported, ...(deleted ? { deleted } : {}) })
    held.push(...records.map((record) => ({ ...record, deleted })))
  }
  const records: PersonalExport['tables'][number]['records'] = []
  for (const { id, deleted, createdAt, updatedAt, values, labels = {} } of held) {
    const changes = entity.linked ? [] : await changesSince(context, { app: app.id, entity: entity.id, record: id }, 0)
    const history = changes.map(({ at, kind, before, after }) => ({ at, kind, ...differing(select, before ?? {}, after) }))
    records.push({ id, deleted, createdAt, updatedAt, values, labels, history })
  }
  const fields = select.map((id) => ({ id, label: entity.attributes[id]?.label ?? {}, personal: entity.attributes[id]?.personal ?? null }))
  return { ...nameOf(app, entity), fields, records }
}

function differing(fields: readonly Id[], before: RecordValues, after: RecordValues): { before: RecordValues; after: RecordValues } {
  const changed = fields.filter((id) => JSON.stringify(before[id] ?? null) !== JSON.stringify(after[id] ?? null))
  const of = (values: RecordValues) =>
    Object.fromEntries(changed.flatMap((id) => (Object.hasOwn(values, id) ? [[id, values[id] ?? null]] : [])))
  return { before: of(before), after: of(after) }
}

type Named = Pick<PersonalTable, 'app' | 'appLabel' | 'entity' | 'label'>

const nameOf = (app: LoadedApp, entity: Entity): Named => ({
  app: app.id,
  appLabel: app.document.label,
  entity: entity.id,
  label: entity.label,
})

function describe(app: LoadedApp, entity: Entity, fields: readonly KnownField[]): Omit<PersonalTable, 'records'> {
  return {
    ...nameOf(app, entity),
    linked: entity.linked !== undefined,
    view: inOrder(app.document.views).find((view) => view.entity === entity.id)?.id ?? null,
    fields: fields.map(({ id, label, kind, encrypted }) => ({ id, label, kind, encrypted })),
  }
}
