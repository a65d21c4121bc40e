import { type Id, invariant, itemOf, type JsonValue, type RecordValues } from '@tangram/data-model'
import { compileEvaluator, type Logic } from '@tangram/expression'
import { computed, setActiveSub, signal } from 'alien-signals'
import { batch } from './batch.ts'
import { readState } from './evaluate-form.ts'
import { createFiller } from './fill.ts'
import { follow } from './follow.ts'
import { formCells } from './form-cells.ts'
import type { FormPlan } from './form-plan.ts'
import type { FieldError, FieldState, FormGiven, FormState } from './form-state.ts'
import type { LiveRows } from './rows-edit.ts'
import type { RowsModel } from './rows-model.ts'
import { sameJson } from './same-json.ts'

/** A facet of a field that one can subscribe to; '*' is all of them. */
export type Facet = keyof FieldState | '*'

export type Submission = { ok: true; values: RecordValues } | { ok: false; errors: FieldError[] }

/** A form being filled in. Only what follows from a change is computed again, only its subscribers hear of it. */
export type FormModel = {
  plan: FormPlan
  /** The state of one field: the same object until something about it changes. */
  get(field: Id): FieldState
  /** Types a value; null empties the field. */
  set(field: Id, value: JsonValue): void
  /** Types several values; subscribers hear once. */
  setAll(values: RecordValues): void
  /** Whether somebody typed into the field, or tried to submit. */
  isTouched(field: Id): boolean
  /** Calls back after each change of a facet. Returns the end of the subscription. */
  subscribe(field: Id, facet: Facet | 'touched', listener: () => void): () => void
  /** Whether a section, heading, description or divider shows. */
  isElementVisible(element: Id): boolean
  subscribeElement(element: Id, listener: () => void): () => void
  /** What a formula over this form gives now; for buttons and codes, whose formulas decide nothing. */
  calculate(logic: Logic): JsonValue
  /** Calls back after any change of the form's state. */
  subscribeForm(listener: () => void): () => void
  /** The whole form: the same object until something changes. */
  state(): FormState
  /** What to send: on 'update' only fields whose value differs from the start. */
  changes(): RecordValues
  isChanged(): boolean
  /** The rows of a sub-form, one by one. The same object for the same field. */
  rows(field: Id): RowsModel
  /** Gives the values of a referenced record, for names such as `product.line` and for what picking it fills in. */
  relate(record: string, values: RecordValues): void
  /** Shows errors the server found; each stays until its field changes. */
  setErrors(errors: readonly FieldError[]): void
  /** Marks fields as touched, so that what is wrong with them shows. */
  touch(fields: readonly Id[]): void
  /** Marks every field as touched; gives what to send, or the errors in form order. */
  submit(): Submission
  /** Forgets what was typed; begins anew with these values, or with the same. */
  reset(initial?: RecordValues): void
}

/**
 * Opens a form for filling in.
 *
 * @param initial the record as it is ('update'), or what the form starts with ('create')
 * @throws InvariantError for a field the form does not have
 */
export function createFormState(plan: FormPlan, initial: RecordValues, given: FormGiven): FormModel {
  const start = signal<RecordValues>(initial)
  const typed = new Map(plan.order.map((field) => [field, signal<JsonValue | undefined>(undefined)]))
  const touched = new Map(plan.order.map((field) => [field, signal(false)]))
  const foreign = new Map(plan.order.map((field) => [field, signal<FieldError | undefined>(undefined)]))
  const related = signal<{ [record: string]: RecordValues }>(given.related ?? {})

  const source = {
    typed: (field: Id) => typed.get(field)?.(),
    related: (record: string) => {
      const known = related()
      return Object.hasOwn(known, record) ? known[record] : undefined
    },
    foreignError: (field: Id) => foreign.get(field)?.(),
    rows: (field: Id) => rows.get(field)?.snapshot(),
    foreignCells: (field: Id) => rows.get(field)?.foreignCells(),
  }
  // A new start makes new cells; subscriptions follow, because they read `cells()`.
  const cells = computed(() => formCells(plan, source, { ...given, before: start() }, computed))
  const state = computed(() => readState(plan, cells()))
  const elementShows = new Map(
    Object.entries(plan.elements).map(([element, conditions]) => [element, computed(() => cells().holds(conditions))]),
  )

  const untracked = <T>(read: () => T): T => {
    const active = setActiveSub(undefined)
    try {
      return read()
    } finally {
      setActiveSub(active)
    }
  }
  const filler = createFiller((record) => untracked(() => source.related(record)))
  const rows = new Map<Id, LiveRows>()
  for (const id of plan.order) {
    const field = plan.fields[id]
    const live = field?.fieldType.rows?.edit(field, {
      content: () => {
        const content = cells().field(id).rows
        invariant(content, `the field ${id} has no rows`)
        return content
      },
      known: (record) => untracked(() => source.related(record)),
      touch: () => touched.get(id)?.(true),
    })
    if (live) rows.set(id, live)
  }

  const signalOf = <T>(signals: ReadonlyMap<Id, T>, field: Id): T => {
    const found = signals.get(field)
    invariant(found, `the form ${plan.form.id} has no field ${field}`)
    return found
  }
  const elementOf = (element: Id): (() => boolean) => {
    const shows = elementShows.get(element)
    if (shows) return shows
    const found = itemOf(plan.form.elements, element)
    invariant(found?.kind === 'field', `the form ${plan.form.id} has no element ${element}`)
    return () => cells().field(found.field).visible()
  }
  /** @param beside what was given together with it, as a draft is: picking a record does not replace that */
  const write = (field: Id, value: JsonValue, beside: RecordValues = {}) => {
    signalOf(typed, field)(value)
    signalOf(touched, field)(true)
    signalOf(foreign, field)(undefined)
    rows.get(field)?.forget()
    const fill = (plan.fields[field]?.fill ?? []).filter(({ to }) => (beside[to] ?? null) === null)
    filler.picked(field, value, fill, writeAll)
  }
  const writeAll = (values: RecordValues) =>
    batch(() => {
      for (const [field, value] of Object.entries(values)) if (typed.has(field)) write(field, value, values)
    })
  const isAsBefore = (field: Id, value: JsonValue | undefined): boolean => {
    const before = start()[field] ?? null
    return sameJson(value, before) || rows.get(field)?.isSame(value ?? null, before) === true
  }
  const changes = (): RecordValues => {
    const { values } = state()
    if (given.mode !== 'update') return values
    return Object.fromEntries(Object.entries(values).filter(([field, value]) => !isAsBefore(field, value)))
  }

  return {
    plan,
    get: (field) => cells().field(field).state(),
    set: (field, value) => batch(() => write(field, value)),
    setAll: (values) =>
      batch(() => {
        for (const [field, value] of Object.entries(values)) write(field, value, values)
      }),
    isTouched: (field) => signalOf(touched, field)(),
    subscribe: (field, facet, listener) => {
      if (facet === 'touched') return follow(signalOf(touched, field), listener)
      signalOf(typed, field)
      return follow(() => (facet === '*' ? cells().field(field).state() : cells().field(field).state()[facet]), listener)
    },
    isElementVisible: (element) => elementOf(element)(),
    subscribeElement: (element, listener) => follow(elementOf(element), listener),
    calculate: (logic) => cells().run(compileEvaluator(logic)),
    subscribeForm: (listener) => follow(state, listener),
    state,
    changes,
    isChanged: () => {
      const { values } = state()
      return Object.entries(values).some(([field, value]) => signalOf(touched, field)() && !isAsBefore(field, value))
    },
    rows: (field) => {
      const live = rows.get(field)
      invariant(live, `the form ${plan.form.id} has no sub-form ${field}`)
      return live.model
    },
    relate: (record, values) =>
      batch(() => {
        related({ ...related(), [record]: values })
        filler.arrived(record, values)
        for (const live of rows.values()) live.related(record, values)
      }),
    setErrors: (errors) =>
      batch(() => {
        for (const error of errors) {
          const [field = '', ...within] = error.path.slice(1).split('/')
          if (within.length === 0) foreign.get(field)?.(error)
          else rows.get(field)?.setError(within.join('/'), error)
        }
      }),
    touch: (fields) =>
      batch(() => {
        for (const field of fields) {
          signalOf(touched, field)(true)
          rows.get(field)?.touchAll()
        }
      }),
    submit: () => {
      batch(() => {
        for (const mark of touched.values()) mark(true)
        for (const live of rows.values()) live.touchAll()
      })
      const { errors } = state()
      return errors.length > 0 ? { ok: false, errors } : { ok: true, values: changes() }
    },
    reset: (next) =>
      batch(() => {
        for (const field of plan.order) {
          signalOf(typed, field)(undefined)
          signalOf(touched, field)(false)
          signalOf(foreign, field)(undefined)
        }
        for (const live of rows.values()) live.forget()
        filler.forget()
        start(next ?? start())
      }),
  }
}
