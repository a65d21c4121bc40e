import type { Id } from '@tangram/data-model'
import type { FieldPlan, FieldState, FormModel } from '@tangram/form-engine'
import type { FieldView } from '../record/field-view.ts'
import type { Narrowing } from './widget.ts'

/** A field of a form as widgets see it. `id` where the field is known by a longer name: the column of a sub-form. */
export function viewOfPlan(plan: FieldPlan, id: Id = plan.id): FieldView {
  const { label, help, fieldType, config, attribute } = plan
  return {
    id,
    label,
    icon: fieldType.icon,
    widget: fieldType.widget,
    valueType: attribute.valueType,
    config,
    ...(help ? { help } : {}),
    ...(attribute.options ? { options: attribute.options } : {}),
    ...(fieldType.format ? { format: fieldType.format } : {}),
  }
}

/** The same with only the options that may be chosen now. */
export function withOptions(view: FieldView, allowed: FieldState['options']): FieldView {
  return allowed && view.options ? { ...view, options: view.options.filter(({ id }) => allowed.includes(id)) } : view
}

/** Which records a relation may name now, and the answers that follows from. */
export function narrowingOf(model: FormModel, plan: FieldPlan, where: FieldState['where']): Narrowing | undefined {
  if (where === undefined) return undefined
  const fields = new Set(
    (plan.where?.values ?? []).flatMap(({ path }) => (path[0] !== undefined && path[0] in model.plan.fields ? [path[0]] : [])),
  )
  return { where, values: Object.fromEntries([...fields].map((field) => [field, model.get(field).value])) }
}
