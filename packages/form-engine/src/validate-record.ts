import type { EntityDocument, Id, RecordValues } from '@tangram/data-model'
import { compileForm, type EntityLookup } from './compile-form.ts'
import type { FieldElement } from './document.ts'
import { evaluateForm } from './evaluate-form.ts'
import type { FieldRegistry } from './field-type.ts'
import type { FormPlan } from './form-plan.ts'
import type { FieldError } from './form-state.ts'

/**
 * The plan of a table without a form: every field shows and may be written. `evaluateForm` on it fills in defaults,
 * recomputes computed fields and says what is wrong; every write of a record ends here, whichever form it came through.
 */
export function compileRecord(document: EntityDocument, registry: FieldRegistry, lookup?: EntityLookup): FormPlan {
  const items: { [id: Id]: FieldElement } = {}
  for (const id of document.fields.order) items[id] = { id, kind: 'field', field: id }
  const form = { id: document.id, label: document.label, entity: document.id, elements: { order: document.fields.order, items } }
  return compileForm(form, document, registry, lookup)
}

const plans = new WeakMap<EntityDocument, { registry: FieldRegistry; plan: FormPlan }>()

/**
 * What is wrong with the values of a record, without a form.
 *
 * @param mode 'create': required fields must be there unless a default fills them in; 'update': only what is given is checked
 */
export function validateRecord(
  document: EntityDocument,
  values: RecordValues,
  registry: FieldRegistry,
  mode: 'create' | 'update',
): FieldError[] {
  let known = plans.get(document)
  if (known?.registry !== registry) {
    known = { registry, plan: compileRecord(document, registry) }
    plans.set(document, known)
  }
  return evaluateForm(known.plan, values, { now: anyInstant, zone: 'UTC', mode }).errors
}

// Whether a default gives a value does not depend on when it is asked.
const anyInstant = '2000-01-01T00:00:00.000Z'
