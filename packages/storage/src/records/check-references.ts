import { mayPick, type Principal } from '@tangram/access'
import type { Entity, Id, JsonValue, RecordValues } from '@tangram/data-model'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { attributeOf } from './entity-columns.ts'
import { visibleAmong } from './read-records.ts'
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
  const refused: { field: Id; ids: string[] }[] = []
  for (const field of typed) {
    const ids = idsIn(values[field])
    if (ids.length === 0) continue
    const visible = await pickable(context, question, field, ids)
    const wrong = ids.filter((id) => !visible.has(id))
    if (wrong.length > 0) refused.push({ field, ids: wrong })
  }
  if (refused.length === 0) return
  const current = await before()
  const wrong = refused.filter(({ field, ids }) => {
    const kept = idsIn(current?.[field])
    return ids.some((id) => !kept.includes(id))
  })
  if (wrong.length > 0) throw invalid(wrong.map(({ field }) => fieldError(entity, field, 'storage.value.no-such-record')))
}

/** The ones among these that the writer may put into the field. */
async function pickable(
  context: Context,
  { app, entity, principal, executor }: ReferencesQuestion,
  field: Id,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const type = attributeOf(entity, field)?.valueType
  const target = type?.kind === 'reference' ? app.resolved.entity(type.to) : undefined
  if (type?.kind !== 'reference' || !target) return new Set(ids)
  const isGone = app.opened !== undefined && !app.opened.now.resolved.entity(target.id)
  const { access } = (isGone ? app.opened?.then : undefined)?.document ?? app.document
  const condition = mayPick(access, principal, target, entity)
  // The foreign key looks whether it exists, without another round trip. A list of references has none.
  if (condition === true && !type.many) return new Set(ids)
  if (principal.kind !== 'link') return visibleAmong(context, { app, entity: target.id, principal }, ids, executor)
  if (condition !== true) return new Set()
  const { zone, locale } = principal
  return visibleAmong(context, { app, entity: target.id, principal: { kind: 'system', cause: 'pick', zone, locale } }, ids, executor)
}

function idsIn(value: JsonValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((id) => (typeof id === 'string' ? [id.toLowerCase()] : []))
}
