import type { RecordValues } from '@tangram/data-model'
import { evaluateForm } from '../evaluate-form.ts'
import type { FormPlan } from '../form-plan.ts'
import type { FormGiven, FormState } from '../form-state.ts'
import { compileCheck } from './compile-check.ts'

/** What there is to say of a submitted form: everything in order and what to store, or what is wrong. */
export type Submitted = Pick<FormState, 'errors' | 'values' | 'picks'>

/** Compiling a check takes as long as hundreds of evaluations: a form that few hand in does without. */
const worthCompiling = 20

type Seen = { times: number; check?: ReturnType<typeof compileCheck> }
const seen = new WeakMap<FormPlan, Seen>()

/**
 * The errors and values of `evaluateForm`, for forms that are handed in often: ajv passes new records of forms without formulas that are
 * in order. Whatever it does not pass is evaluated, so that both give the same words for the same faults.
 */
export function checkSubmission(plan: FormPlan, values: RecordValues, given: FormGiven): Submitted {
  const isNew = given.mode !== 'update' && (given.before === undefined || Object.keys(given.before).length === 0)
  const stored = isNew ? checkOf(plan)?.(values) : undefined
  if (stored) return { errors: [], values: stored, picks: [] }
  const state = evaluateForm(plan, values, given)
  return { errors: state.errors, values: state.values, picks: state.picks }
}

function checkOf(plan: FormPlan): ReturnType<typeof compileCheck> {
  const known = seen.get(plan)
  if (!known) {
    seen.set(plan, { times: 1 })
    return undefined
  }
  known.times += 1
  if (known.times === worthCompiling) known.check = compileCheck(plan)
  return known.check
}
