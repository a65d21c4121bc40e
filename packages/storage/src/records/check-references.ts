import { mayPick, type Principal } from '@tangram/access'
import type { Entity, Id, JsonValue, RecordValues, ValueType } from '@tangram/data-model'
import type { FieldError } from '@tangram/form-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { attributeOf } from './entity-columns.ts'
import { visibleAmong } from './read-records.ts'
import { asKept } from './record-ids.ts'
import { fieldError, invalid } from './write-error.ts'

export type ReferencesQuestion = { app: LoadedApp; entity: Entity; principal: Principal; executor: Executor }

/**
 * Refuses references to records that the writer could not have picked, in the words for records that do not exist: whoever guesses an
 * id learns nothing. What the record holds already may stay, whoever saves it.
 *
 * @param typed ids of the fields that the writer gave
 * @param before the record as it is; asked only when something would be refused
 * @throws storage.record.invalid 422
 */
export async function checkReferences(
  context: Context,
  question: ReferencesQuestion,
  values: RecordValues,
  typed: readonly Id[],
  before: () => Promise<RecordValues | undefined>,
): Promise<void> {
  const { entity, principal } = question
  if (principal.kind === 'system') return
  const refused: (Place & { ids: string[] })[] = []
  for (const place of placesOf(entity, typed)) {
    const ids = idsAt(values, place)
    if (ids.length === 0) continue
    const visible = await pickable(context, question, place.type, ids)
    const wrong = ids.filter((id) => !visible.has(id))
    if (wrong.length > 0) refused.push({ ...place, ids: wrong })
  }
  if (refused.length === 0) return
  const current = await before()
  const errors = refused.flatMap((place) => {
    const kept = current ? idsAt(current, place) : []
    const wrong = place.ids.filter((id) => !kept.includes(id))
    return wrong.length > 0 ? errorsAt(entity, values, place, wrong) : []
  })
  if (errors.length > 0) throw invalid(errors)
}

/** A field, or a column of a sub-form, that may hold references. */
type Place = { field: Id; column?: Id; type: ValueType | undefined }

function placesOf(entity: Entity, typed: readonly Id[]): Place[] {
  return typed.flatMap((field): Place[] => {
    const attribute = attributeOf(entity, field)
    if (!attribute?.rows) return [{ field, type: attribute?.valueType }]
    const columns = Object.values(attribute.rows.attributes)
    return columns.flatMap(({ id, valueType }) => (valueType.kind === 'reference' ? [{ field, column: id, type: valueType }] : []))
  })
}

function idsAt(values: RecordValues, { field, column, type }: Place): string[] {
  const value = values[field]
  if (column === undefined) return idsIn(type, value)
  return [...new Set((Array.isArray(value) ? value : []).flatMap((row) => idsIn(type, (row as RecordValues)[column])))]
}

/** One error for a field, one for each row whose cell names such a record. */
function errorsAt(entity: Entity, values: RecordValues, { field, column, type }: Place, wrong: readonly string[]): FieldError[] {
  const value = values[field]
  if (column === undefined || !Array.isArray(value)) return [fieldError(entity, field, 'storage.value.no-such-record')]
  return value.flatMap((row, index) => {
    const isWrong = idsIn(type, (row as RecordValues)[column]).some((id) => wrong.includes(id))
    return isWrong ? [fieldError(entity, field, 'storage.value.no-such-record', { index, column })] : []
  })
}

/** The ones among these that the writer may put into the field. */
export async function pickable(
  context: Context,
  { app, entity, principal, executor }: ReferencesQuestion,
  type: ValueType | undefined,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const target = type?.kind === 'reference' ? app.resolved.entity(type.to) : undefined
  if (type?.kind !== 'reference' || !target) return new Set(ids)
  const isGone = app.opened !== undefined && !app.opened.now.resolved.entity(target.id)
  const { access } = (isGone ? app.opened?.then : undefined)?.document ?? app.document
  const condition = mayPick(access, principal, target, entity)
  // The foreign key looks whether it exists, without another round trip. A list of references has none, nor has one to a linked table.
  if (condition === true && !type.many && !target.linked) return new Set(ids)
  if (principal.kind !== 'link') return visibleAmong(context, { app, entity: target.id, principal }, ids, executor)
  if (condition !== true) return new Set()
  const { zone, locale } = principal
  return visibleAmong(context, { app, entity: target.id, principal: { kind: 'system', cause: 'pick', zone, locale } }, ids, executor)
}

function idsIn(type: ValueType | undefined, value: JsonValue | undefined): string[] {
  const as = type?.kind === 'reference' ? type : {}
  return (Array.isArray(value) ? value : [value]).flatMap((id) => (typeof id === 'string' ? [asKept(as, id)] : []))
}
