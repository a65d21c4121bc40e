import { type Id, InvariantError, invariant, itemOf, type JsonValue, type RecordValues } from '@tangram/data-model'
import { compileEvaluator, type Logic } from '@tangram/expression'
import { computed, effect, endBatch, setActiveSub, signal, startBatch } from 'alien-signals'
import { readState } from './evaluate-form.ts'
import { formCells } from './field-cells.ts'
import type { FormPlan } from './form-plan.ts'
import type { FieldError, FieldState, FormGiven, FormState } from './form-state.ts'
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
  }
  // A new start makes new cells; subscriptions follow, because they read `cells()`.
  const cells = computed(() => formCells(plan, source, { ...given, before: start() }, computed))
  const state = computed(() => readState(plan, cells()))
  const elementShows = new Map(
    Object.entries(plan.elements).map(([element, conditions]) => [element, computed(() => cells().holds(conditions))]),
  )

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
  const write = (field: Id, value: JsonValue) => {
    signalOf(typed, field)(value)
    signalOf(touched, field)(true)
    signalOf(foreign, field)(undefined)
  }
  const batch = (work: () => void) => {
    startBatch()
    try {
      work()
    } finally {
      endBatch()
    }
  }
  const changes = (): RecordValues => {
    const { values } = state()
    if (given.mode !== 'update') return values
    return Object.fromEntries(Object.entries(values).filter(([field, value]) => !sameJson(value, start()[field] ?? null)))
  }

  return {
    plan,
    get: (field) => cells().field(field).state(),
    set: (field, value) => batch(() => write(field, value)),
    setAll: (values) =>
      batch(() => {
        for (const [field, value] of Object.entries(values)) write(field, value)
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
      return Object.entries(values).some(([field, value]) => signalOf(touched, field)() && !sameJson(value, start()[field] ?? null))
    },
    rows: (field) => {
      throw new InvariantError(`the form ${plan.form.id} has no sub-form ${field}`)
    },
    relate: (record, values) => related({ ...related(), [record]: values }),
    setErrors: (errors) =>
      batch(() => {
        for (const error of errors) foreign.get(error.path.slice(1))?.(error)
      }),
    touch: (fields) =>
      batch(() => {
        for (const field of fields) signalOf(touched, field)(true)
      }),
    submit: () => {
      batch(() => {
        for (const mark of touched.values()) mark(true)
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
        start(next ?? start())
      }),
  }
}

/** Calls back when a reading gives another value. What the listener reads is not followed. */
function follow(read: () => unknown, listener: () => void): () => void {
  let first = true
  let last: unknown
  return effect(() => {
    const value = read()
    const changed = !first && value !== last
    first = false
    last = value
    if (!changed) return
    const active = setActiveSub(undefined)
    try {
      listener()
    } finally {
      setActiveSub(active)
    }
  })
}
