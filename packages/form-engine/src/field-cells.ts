import type { Id, JsonValue, RecordValues, ValueType } from '@tangram/data-model'
import { type CompiledLogic, isTruthy, type Logic, type ReadValue } from '@tangram/expression'
import { coerce } from './coerce.ts'
import type { Problem } from './field-type.ts'
import type { FieldPlan, FormulaPlan } from './form-plan.ts'
import type { FieldError, FieldState, FormGiven, Pick } from './form-state.ts'
import { sameJson } from './same-json.ts'
import { valueProblem } from './value-problem.ts'
import { whereNow } from './where-now.ts'
import { wordsOf } from './words.ts'

/** Makes a cell of a computation: it remembers its result, once for all or until something it read changes. */
export type MakeCell = <T>(compute: (previous?: T) => T) => () => T

/** Where a field stands and what it reads: in a record, or as a cell of a row. */
export type FieldContext = {
  /** JSON Pointer into the values. */
  path(): string
  given: FormGiven
  cell: MakeCell
  /** What the record or row holds already; undefined when nothing. */
  earlier(): JsonValue | undefined
  /** True: the record or row is stored already, so that what was not typed stays as it is. */
  isStored(): boolean
  /** What was typed or submitted; undefined when the field was left alone. */
  typed(): JsonValue | undefined
  /** An error the server found, until the field changes. */
  foreignError(): FieldError | undefined
  read: ReadValue
  /** Whether everything the formula reads is what it was before anything was typed. */
  wasSo(formula: FormulaPlan): boolean
}

/** What a field holds. */
export type FieldContent = {
  /** As typed, given or computed; undefined when nothing ever was. */
  value(): JsonValue | undefined
  /** The stored form, null when empty. */
  normal(): JsonValue
  /** What keeps it from being stored. */
  problem(): Problem | undefined
  /** What is wrong with it although formulas may read it. */
  fault?(): Problem | undefined
}

/** The facets of one field. Reading one reads what it depends on. */
export type FieldCells = {
  visible(): boolean
  required(): boolean
  readOnly(): boolean
  value(): JsonValue | undefined
  problem(): Problem | undefined
  /** What formulas read: the stored form, null when empty, wrong or hidden and cleared. */
  stored(): JsonValue
  error(): FieldError | undefined
  /** All of it in one stable object. */
  state(): FieldState
  /** What to store; undefined to leave the record as it is. */
  toStore(): JsonValue | undefined
  /** Records picked under a condition. */
  picks(): Pick[]
}

/**
 * The rules of one field, once, for records and rows, browser and server.
 *
 * @param contentOf what the field holds, when that is more than one value
 */
export function fieldCells(field: FieldPlan, context: FieldContext, contentOf: ContentOf = oneValue): FieldCells {
  const { attribute } = field
  const { cell, earlier, given, isStored, read } = context
  const run = (logic: CompiledLogic): JsonValue => logic(read, given)
  const holds = (rule: CompiledLogic): boolean => isTruthy(run(rule))
  // What never changes needs no cell: nothing has to be remembered, and nothing follows it.
  const ruled = (by: boolean | CompiledLogic): (() => boolean) => (typeof by === 'boolean' ? () => by : cell(() => holds(by)))

  const visible = field.visible.length === 0 ? () => true : cell(() => field.visible.every(holds))
  const required = ruled(field.required)
  const readOnly = ruled(field.readOnly)
  const typed = () => (readOnly() ? undefined : context.typed())
  const content = contentOf(field, context, { typed, readOnly, run })
  const { value, normal, problem } = content
  const kept = (): JsonValue => (problem() ? null : normal())
  const stored =
    field.whenHidden === 'keep'
      ? kept
      : cell<JsonValue>(() => {
          if (!visible() && !problem()) return field.whenHidden === 'clear' ? null : (earlier() ?? null)
          return kept()
        })

  const { options: offer, where: condition } = field
  const options = offer && cell<readonly Id[] | undefined>((previous) => unlessSame(offeredOptions(run(offer.run), field), previous))
  const where = condition && cell<Logic>((previous) => unlessSame(whereNow(condition, read), previous))
  // What the record holds already is not held against whoever edits something else.
  const isOld = (formula: FormulaPlan): boolean =>
    isStored() && earlier() !== undefined && sameJson(normal(), earlier()) && context.wasSo(formula)

  const ownError = (): FieldError | undefined => {
    const wrong = problem()
    if (wrong) return errorOf(wrong, field, context.path())
    if (normal() === null) {
      const asked = !isStored() || earlier() !== undefined || typed() !== undefined
      return asked && required() && !readOnly() ? errorOf({ code: 'field.required' }, field, context.path()) : undefined
    }
    if (offer && !isOffered(normal(), options?.()) && !isOld(offer))
      return errorOf({ code: 'field.option-not-offered' }, field, context.path())
    const fault = content.fault?.()
    if (fault) return errorOf(fault, field, context.path())
    const failed = field.checks.find((check) => !holds(check.run) && !isOld(check))
    return failed && { path: context.path(), code: 'field.check', params: {}, message: failed.message }
  }
  const error = cell<FieldError | undefined>((previous) => {
    if (!visible()) return undefined
    const found = ownError() ?? context.foreignError()
    return previous && found && sameError(previous, found) ? previous : found
  })
  const state = cell<FieldState>(() => {
    const found = error()
    const offered = options?.()
    return {
      value: value() ?? null,
      visible: visible(),
      required: required(),
      readOnly: readOnly(),
      ...(found ? { error: found } : {}),
      ...(offered ? { options: offered } : {}),
      ...(where ? { where: where() } : {}),
    }
  })
  const toStore = (): JsonValue | undefined => {
    if (field.whenHidden !== 'keep' && !visible()) return field.whenHidden === 'clear' ? null : undefined
    if (value() === undefined || problem()) return undefined
    return normal()
  }
  const picks = (): Pick[] => {
    if (!where || attribute.valueType.kind !== 'reference' || problem() || typed() === undefined) return []
    const entity = attribute.valueType.to
    const known = new Set(idsIn(earlier() ?? null))
    const picked = idsIn(toStore() ?? null).filter((id) => !known.has(id))
    return picked.map((record) => ({ path: context.path(), field: field.id, entity, record, where: where() }))
  }
  return { visible, required, readOnly, value, problem, stored, error, state, toStore, picks }
}

/** What content needs beside its context. `typed` gives nothing while the field is read-only. */
export type Entering = { typed(): JsonValue | undefined; readOnly(): boolean; run(logic: CompiledLogic): JsonValue }

/** Makes the content of a field. */
export type ContentOf = (field: FieldPlan, context: FieldContext, entering: Entering) => FieldContent

/** One value, typed, given by default or computed. */
const oneValue: ContentOf = (field, { cell, earlier, isStored }, { typed, run }) => {
  const { attribute, computed, default: byDefault } = field
  const byDefaultNow = byDefault && cell(() => coerce(run(byDefault), attribute.valueType))
  const base = () => {
    const there = earlier()
    return there !== undefined || !byDefaultNow || isStored() ? there : byDefaultNow()
  }
  const entered = () => {
    const input = typed()
    return input === undefined ? base() : input // a typed null empties the field
  }
  const value = computed ? cell(() => coerce(run(computed), attribute.valueType)) : entered
  const checked = cell<Checked>(() => {
    const normal = normalized(value(), field)
    // What the record already holds is not held against whoever edits another field.
    if (normal === null || sameJson(normal, earlier())) return { normal, problem: undefined }
    return { normal, problem: problemOf(normal, field) }
  })
  return { value, normal: () => checked().normal, problem: () => checked().problem }
}

/** A value in its stored form, null for what is empty, and what keeps it from being stored. */
type Checked = { normal: JsonValue; problem: Problem | undefined }

/** The stored form of a value: null for what is empty. */
export function normalized(value: JsonValue | undefined, { attribute, fieldType, config }: FieldPlan): JsonValue {
  if (value === undefined || value === null) return null
  const result = fieldType.normalize ? fieldType.normalize(value, config) : value
  return result === '' || (Array.isArray(result) && result.length === 0 && holdsList(attribute.valueType)) ? null : result
}

const holdsList = (type: ValueType): boolean =>
  type.kind === 'list' || type.kind === 'rows' || type.kind === 'json' || (type.kind === 'reference' && type.many === true)

function problemOf(value: JsonValue, { attribute, fieldType, config }: FieldPlan): Problem | undefined {
  const wrong = valueProblem(attribute.valueType, value)
  if (wrong) return wrong
  if (attribute.options) {
    const chosen = Array.isArray(value) ? value : [value]
    if (!chosen.every((id) => attribute.options?.some((option) => option.id === id))) return { code: 'field.unknown-option' }
  }
  return fieldType.validate?.(value, config)
}

/** The options that a formula names, in the order of the field's; undefined (all of them) when it gives no list. */
function offeredOptions(named: JsonValue, { attribute }: FieldPlan): readonly Id[] | undefined {
  if (!Array.isArray(named)) return undefined
  return (attribute.options ?? []).map(({ id }) => id).filter((id) => named.includes(id))
}

function isOffered(value: JsonValue, options: readonly Id[] | undefined): boolean {
  if (!options) return true
  const chosen = Array.isArray(value) ? value : [value]
  return chosen.every((id) => typeof id === 'string' && options.includes(id))
}

function idsIn(value: JsonValue): string[] {
  return (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string')
}

export function errorOf(problem: Problem, field: FieldPlan, path: string): FieldError {
  return { path, code: problem.code, params: problem.params ?? {}, message: wordsOf(problem, field.fieldType).message }
}

const sameError = (a: FieldError, b: FieldError): boolean => a.code === b.code && a.path === b.path && sameJson(a.message, b.message)

/** Whether nothing about a field changed. */
export function sameState(a: FieldState, b: FieldState): boolean {
  return (
    sameJson(a.value, b.value) &&
    a.visible === b.visible &&
    a.required === b.required &&
    a.readOnly === b.readOnly &&
    (a.error === b.error || (a.error !== undefined && b.error !== undefined && sameError(a.error, b.error))) &&
    sameJson(a.options as JsonValue, b.options as JsonValue) &&
    sameJson(a.where, b.where)
  )
}

const unlessSame = <T extends JsonValue | readonly string[] | undefined>(value: T, previous: T | undefined): T =>
  previous !== undefined && sameJson(value as JsonValue, previous as JsonValue) ? previous : value

export const own = (values: RecordValues, field: string): JsonValue | undefined =>
  Object.hasOwn(values, field) ? values[field] : undefined
