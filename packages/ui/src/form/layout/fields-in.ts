import type { Id } from '@tangram/data-model'
import { childrenOf, type FormPlan } from '@tangram/form-engine'

/** The fields of the form that lie in an element, however deep. */
export function fieldsIn(plan: FormPlan, id: Id): Id[] {
  const element = plan.form.elements.items[id]
  if (element?.kind === 'field') return plan.order.includes(element.field) ? [element.field] : []
  return childrenOf(element).flatMap((child) => fieldsIn(plan, child))
}
