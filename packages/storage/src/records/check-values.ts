import type { EntityRights, Principal } from '@tangram/access'
import { type Attribute, type Entity, type Id, itemOf, type JsonValue, pointer, type RecordValues } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import type { FieldRight } from '@tangram/flow-engine'
import { compileForm, compileRecord, type FieldRegistry, type FormPlan, type Pick as RecordPick } from '@tangram/form-engine'
import { checkSubmission } from '@tangram/form-engine/ajv'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { fail } from '../errors.ts'
import { remembered } from '../memo.ts'
import { attributeOf } from './entity-columns.ts'
import { type ReadRecords, relatedValues } from './related-values.ts'
import { invalid, notOffered } from './write-error.ts'

export type ValuesQuestion = {
  app: LoadedApp
  entity: Entity
  principal: Principal
  rights: EntityRights
  given: Given
  registry: FieldRegistry
  values: RecordValues
  mode: 'create' | 'update'
  /** The record as it is, when it had to be read. */
  current?: RecordValues
  form?: Id
  /** Rights of a task on single fields; they stand in for the role's. */
  taskFields?: { readonly [field: Id]: FieldRight }
  /** True: numbers that the server gives are taken as they come, as an import of a designer brings them. */
  keepsNumbers?: boolean
  /** True: somebody has found nothing wrong with the values; they are only filled in. */
  wasChecked?: boolean
  /** Values of referenced records, for formulas that look there. */
  readRecords: ReadRecords
  /** Those of the picked records that do not meet their condition. */
  unmetPicks(picks: readonly RecordPick[]): Promise<readonly RecordPick[]>
}

/**
 * What is to be stored when these values were typed: normalised, defaults and computed values filled in, everything checked by the
 * form engine. Both ways in, form and API, pass here.
 *
 * @throws storage.field.unknown 400, storage.field.read-only 403, storage.record.invalid 422 with FieldErrors
 */
export async function checkValues(question: ValuesQuestion): Promise<RecordValues> {
  const { app, entity, current, given, mode, form, principal } = question
  const typed = acceptedValues(question)
  const plan = planFor(question)
  const imported: RecordValues = {}
  const within: RecordValues = {}
  const beside: RecordValues = {}
  for (const [id, value] of Object.entries(typed)) {
    if (attributeOf(entity, id)?.serial) imported[id] = value
    else if (Object.hasOwn(plan.fields, id)) within[id] = value
    else if (principal.kind === 'link') throw fail('storage.field.unknown', { field: id }, { path: pointer(id) })
    else beside[id] = value
  }
  const before = current ?? {}
  const related = await relatedValues(app.resolved, plan, { ...before, ...within }, question.readRecords)
  const state = checkSubmission(plan, within, { ...given, mode, before, related })
  if (state.errors.length > 0 && !question.wasChecked) throw invalid(state.errors)
  if (state.picks.length > 0 && !question.wasChecked) {
    const unmet = await question.unmetPicks(state.picks)
    if (unmet.length > 0) throw invalid(unmet.map((pick) => notOffered(entity, pick)))
  }
  const stored: RecordValues = { ...imported }
  for (const id of plan.order) {
    const attribute = attributeOf(entity, id)
    if (!attribute || attribute.serial || attribute.virtual || !Object.hasOwn(state.values, id)) continue
    const value = state.values[id] ?? null
    const isAsked = mode === 'create' || Object.hasOwn(within, id) || isComputed(attribute) || form !== undefined
    if (isAsked && (mode === 'create' || !isSameValue(attribute, value, before[id]) || !Object.hasOwn(before, id))) stored[id] = value
  }
  // What the form does not show follows the table's own rules: computed fields, defaults of a new record, values typed beside it.
  if (form !== undefined) {
    const rest = { ...question, app, form: undefined, values: beside, current: { ...before, ...stored } }
    if (mode === 'create' || Object.keys(beside).length > 0 || hasComputed(entity)) Object.assign(stored, await checkValues(rest))
  }
  return stored
}

/**
 * True when the whole record is needed to tell what an update stores.
 *
 * @param typed ids of the fields given: rows are compared with those that are there
 */
export function needsCurrent(entity: Entity, form: Id | undefined, typed: readonly Id[]): boolean {
  return form !== undefined || hasComputed(entity) || typed.some((id) => attributeOf(entity, id)?.rows)
}

function hasComputed(entity: Entity): boolean {
  return entity.order.some((id) => {
    const attribute = attributeOf(entity, id)
    return attribute !== undefined && isComputed(attribute)
  })
}

/** Whether a write of anything else may change what is stored of it: by its own formula, or by that of one of its columns. */
function isComputed({ computed, virtual, rows }: Attribute): boolean {
  if (rows) return Object.values(rows.attributes).some(isComputed)
  return computed !== undefined && !virtual
}

/** The typed values without those that are there already; refuses what the principal may not name or write. */
function acceptedValues({
  entity,
  rights,
  values,
  principal,
  current,
  taskFields,
  mode,
  form,
  keepsNumbers,
}: ValuesQuestion): RecordValues {
  const byUs = principal.kind === 'system' || keepsNumbers === true
  const readOnly = mode === 'create' ? rights.readOnlyOnCreate : rights.readOnly
  const accepted: RecordValues = {}
  for (const [id, value] of Object.entries(values)) {
    const attribute = attributeOf(entity, id)
    const task = taskFields && Object.hasOwn(taskFields, id) ? taskFields[id] : undefined
    const isHidden = task === undefined ? rights.hidden.has(id) : task === 'hidden'
    if (!attribute || isHidden) throw fail('storage.field.unknown', { field: id }, { path: pointer(id) })
    // A form hands in what it computed; it is computed again here.
    if (form !== undefined && attribute.computed !== undefined) continue
    // Web pages send back what they were given.
    // Not where it is masked: whether it is the same would tell what stands there.
    const isPartlySeen = task === undefined && rights.masked.has(id)
    if (current && !isPartlySeen && Object.hasOwn(current, id) && isSameValue(attribute, value, current[id])) continue
    const isGiven = attribute.computed !== undefined || (attribute.serial !== undefined && !byUs)
    const mayWrite = task === undefined ? !readOnly.has(id) : task === 'write' || task === 'required'
    if (isGiven || !mayWrite) throw fail('storage.field.read-only', { field: id }, { path: pointer(id) })
    accepted[id] = value
  }
  return accepted
}

const plans = new WeakMap<LoadedApp, Map<string, FormPlan>>()

function planFor({ app, entity, registry, form }: ValuesQuestion): FormPlan {
  const known = remembered(plans, app, () => new Map<string, FormPlan>())
  const key = `${entity.id} ${form ?? ''}`
  const kept = known.get(key)
  if (kept) return kept
  const entityDocument = itemOf(app.document.entities, entity.id)
  if (!entityDocument) throw fail('storage.entity.unknown', { entity: entity.id })
  const formDocument = form === undefined ? undefined : itemOf(app.document.forms, form)
  if (form !== undefined && formDocument?.entity !== entity.id) throw fail('storage.form.unknown', { form })
  const plan = formDocument
    ? compileForm(formDocument, entityDocument, registry, app.resolved.entity)
    : compileRecord(entityDocument, registry, app.resolved.entity)
  known.set(key, plan)
  return plan
}

/** Rows are equal whatever the order of their properties, and whether an empty one is there. */
function isSameValue({ rows }: Attribute, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (!rows) return same(a, b)
  const stored = rows.order.filter((id) => !rows.attributes[id]?.virtual)
  const shape = (value: JsonValue | undefined) =>
    (Array.isArray(value) ? value : []).map((row) => ['id', ...stored].map((id) => (row as RecordValues)[id] ?? null))
  return same(shape(a), shape(b))
}

function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
