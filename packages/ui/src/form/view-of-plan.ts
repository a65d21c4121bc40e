import type { Id, JsonValue, RecordValues } from '@tangram/data-model'
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

/**
 * Which records a relation may name now, and the answers that follows from.
 *
 * @param cell the sub-form and what its row holds, where the relation is a column
 */
export function narrowingOf(
  model: FormModel,
  plan: FieldPlan,
  where: FieldState['where'],
  cell?: { subform: Id; valueOf(column: Id): JsonValue },
): Narrowing | undefined {
  if (where === undefined) return undefined
  const values: RecordValues = {}
  const row: RecordValues = {}
  for (const { path } of plan.where?.values ?? []) {
    // In a row names say whose they are; a record's own are bare.
    const [around, name] = cell ? path : ['$form', ...path]
    if (name === undefined) continue
    if (around === '$row') {
      const isOnForm = cell && Object.hasOwn(model.plan.fields[cell.subform]?.rows?.columns ?? {}, name)
      row[name] = isOnForm ? cell.valueOf(name) : null
    } else if (Object.hasOwn(model.plan.fields, name)) values[name] = model.get(name).value
  }
  return { where, values: cell ? { ...values, [cell.subform]: [row] } : values }
}
