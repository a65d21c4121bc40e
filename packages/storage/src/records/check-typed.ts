import type { EntityRights } from '@tangram/access'
import type { Entity, Id, RecordValues } from '@tangram/data-model'
import type { LoadedApp, OpenedForm } from '../apps/loaded-app.ts'
import { fail } from '../errors.ts'
import { checkValues, type ValuesQuestion } from './check-values.ts'
import { attributeOf } from './entity-columns.ts'
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
  const before = current && Object.fromEntries(entity.order.map((id) => [id, current[placeOf(id)] ?? null]))
  const checked = await checkValues({ ...question, app: then, entity, rights: rightsToType(question, opened, entity), current: before })

  const stored: RecordValues = {}
  const stillThere: RecordValues = {}
  for (const [id, value] of Object.entries(checked)) {
    const place = placeOf(id)
    const attribute = attributeOf(question.entity, place)
    // What numbers or computes itself, then or now, is nobody's to type.
    if (!attribute || attribute.serial || attribute.computed !== undefined) continue
    stored[place] = value
    if (place === id && entityNow && attributeOf(entityNow, id)) stillThere[id] = value
  }
  if (!entityNow) return stored
  const today = { ...question, app: now, entity: entityNow, rights: unlimited(question.rights), form: undefined, taskFields: undefined }
  const filledIn = await checkValues({ ...today, values: stillThere, wasChecked: true })
  for (const [id, value] of Object.entries(filledIn)) {
    const isCarriedOver = placeOf(id) !== id
    if (!isCarriedOver && !Object.hasOwn(stored, id)) stored[id] = value
  }
  return stored
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
