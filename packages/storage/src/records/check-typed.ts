import type { EntityRights } from '@tangram/access'
import type { Attribute, Entity, Id, JsonObject, JsonValue, RecordValues } from '@tangram/data-model'
import type { LoadedApp, OpenedForm } from '../apps/loaded-app.ts'
import { fail } from '../errors.ts'
import { checkValues, type ValuesQuestion } from './check-values.ts'
import { attributeOf } from './entity-columns.ts'
import { rowsEntity } from './rows-table.ts'
import { visibleRights } from './source.ts'

/**
 * What is to be stored when these values were typed into a form, whichever version it was opened from. An earlier one says itself what
 * is asked and what is right; today's adds what it computes and what new fields begin with.
 *
 * @throws as `checkValues`; storage.entity.unknown 404 when the earlier version had no such entity
 */
export async function checkTyped(question: ValuesQuestion): Promise<RecordValues> {
  const { opened } = question.app
  if (!opened) return checkValues(question)
  const { then, now } = opened
  const [entity, entityNow] = [then.resolved.entity(question.entity.id), now.resolved.entity(question.entity.id)]
  if (!entity) throw fail('storage.entity.unknown', { entity: question.entity.id })
  const placeOf = placesIn(question.app, entity.id)
  const { current } = question
  const rowsOf = (id: Id) => rowsPlaces(question.app, entity, entityNow, id)
  const before = current && Object.fromEntries(entity.order.map((id) => [id, rowsOf(id).asThen(current[placeOf(id)] ?? null)]))
  const checked = await checkValues({ ...question, app: then, entity, rights: rightsToType(question, opened, entity), current: before })

  const stored: RecordValues = {}
  const stillThere: RecordValues = {}
  for (const [id, value] of Object.entries(checked)) {
    const place = placeOf(id)
    const attribute = attributeOf(question.entity, place)
    // What numbers or computes itself, then or now, is nobody's to type.
    if (!attribute || attribute.serial || attribute.computed !== undefined) continue
    stored[place] = rowsOf(id).asStored(value)
    if (place === id && entityNow && attributeOf(entityNow, id)) stillThere[id] = rowsOf(id).asNow(value, current?.[id] ?? null)
  }
  if (!entityNow) return stored
  const today = { ...question, app: now, entity: entityNow, rights: unlimited(question.rights), form: undefined, taskFields: undefined }
  const filledIn = await checkValues({ ...today, values: stillThere, wasChecked: true })
  for (const [id, value] of Object.entries(filledIn)) {
    const isCarriedOver = placeOf(id) !== id
    if (!isCarriedOver && !Object.hasOwn(stored, id)) stored[id] = value
    // Rows have what was typed then beside what today's form makes of it.
    else if (attributeOf(entityNow, id)?.rows) stored[id] = joinedRows(stored[id] ?? null, value)
  }
  return stored
}

/** How the rows of a sub-form read then and now; other values are the same in both. */
function rowsPlaces(app: LoadedApp, then: Entity, now: Entity | undefined, id: Id) {
  const subform = attributeOf(then, id)
  const subformNow = now && attributeOf(now, id)
  if (!subform?.rows) return { asThen: same, asStored: same, asNow: same }
  const placeOf = placesIn(app, rowsEntity(then, subform).id)
  const columns = subform.rows.order
  const columnsNow = subformNow?.rows?.attributes ?? {}
  return {
    asThen: (value: JsonValue) => eachRow(value, (row) => renamed(row, columns, (column) => [column, placeOf(column)])),
    asStored: (value: JsonValue) => eachRow(value, (row) => renamed(row, columns, (column) => [placeOf(column), column])),
    /** What is typed into columns that are there; what the form of then does not know stays as it is. */
    asNow: (value: JsonValue, current: JsonValue) => {
      const known = new Map((Array.isArray(current) ? current : []).map((row) => [(row as RecordValues).id, row as RecordValues]))
      const kept = columns.filter((column) => placeOf(column) === column && isTyped(columnsNow, column))
      const unknown = Object.keys(columnsNow).filter((column) => !columns.includes(column) && isTyped(columnsNow, column))
      return eachRow(value, (row) => ({
        ...renamed(known.get(row.id ?? null) ?? {}, unknown, (column) => [column, column]),
        ...renamed(row, kept, (column) => [column, column]),
      }))
    },
  }
}

const same = (value: JsonValue): JsonValue => value

function isTyped(columns: { [id: Id]: Attribute }, id: Id): boolean {
  return Object.hasOwn(columns, id) && columns[id]?.computed === undefined
}

function eachRow(value: JsonValue, change: (row: RecordValues) => RecordValues): JsonValue {
  return Array.isArray(value) ? value.map((row) => change(row as RecordValues) as JsonObject) : value
}

/** A row with these cells under other names. */
function renamed(row: RecordValues, columns: readonly Id[], namesOf: (column: Id) => readonly [to: Id, from: Id]): RecordValues {
  const cells: RecordValues = row.id === undefined ? {} : { id: row.id }
  for (const [to, from] of columns.map(namesOf)) if (Object.hasOwn(row, from)) cells[to] = row[from] ?? null
  return cells
}

function joinedRows(typed: JsonValue, filledIn: JsonValue): JsonValue {
  if (!Array.isArray(typed) || !Array.isArray(filledIn)) return filledIn
  return typed.map((row, index) => ({ ...(row as JsonObject), ...(filledIn[index] as JsonObject | undefined) }))
}

/** Where values of a field go: to the attribute of that name, or to that of its retired column. */
export function placesIn({ opened }: LoadedApp, entity: Id): (id: Id) => Id {
  const retired = opened?.retired[entity]
  return (id) => retired?.get(id) ?? id
}

/** Today's rights and those of then on what is there in both; those of then on what is gone. */
function rightsToType({ principal, rights }: ValuesQuestion, { then, now, retired }: OpenedForm, entity: Entity): EntityRights {
  const earlier = visibleRights(then, principal, entity)
  const entityNow = now.resolved.entity(entity.id)
  if (!entityNow) return earlier
  const today = visibleRights(now, principal, entityNow)
  const gone = [...(retired[entity.id]?.keys() ?? [])].filter((id) => !attributeOf(entityNow, id))
  const both = (which: 'hidden' | 'readOnly' | 'readOnlyOnCreate', more: readonly Id[] = []) =>
    new Set([...[...today[which]].filter((id) => !gone.includes(id)), ...earlier[which], ...more])
  return {
    ...rights,
    hidden: both('hidden'),
    readOnly: both('readOnly', earlier.update === false ? gone : []),
    readOnlyOnCreate: both('readOnlyOnCreate', earlier.create === false ? gone : []),
  }
}

const nothing: ReadonlySet<Id> = new Set()

function unlimited(rights: EntityRights): EntityRights {
  return { ...rights, hidden: nothing, readOnly: nothing, readOnlyOnCreate: nothing }
}
