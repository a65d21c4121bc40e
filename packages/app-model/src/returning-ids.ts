import { type Diagnostic, diagnose, type FieldDocument, inOrder, itemOf, pointer } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import type { AppDocument } from './document.ts'
import { planMessages } from './messages.ts'
import { fieldsOf, type UsedId, type UsedIds, usedBy } from './used-ids.ts'

/**
 * Ids that come back after a publish without them: a field of the same type is that field again, one of another type is refused. Columns
 * of a sub-form likewise.
 */
export function returningIds(from: AppDocument | null, to: AppDocument, registry: FieldRegistry, used: UsedIds = {}): Diagnostic[] {
  return fieldsOf(to).flatMap(({ entity, field }) => {
    const was = usedBy(used, entity, field.id)
    const path = pointer('entities', 'items', entity, 'fields', 'items', field.id)
    const current = from && itemOf(itemOf(from.entities, entity)?.fields, field.id)
    const columns = inOrder(field.fields).flatMap((column) => {
      const wasColumn = was?.columns && Object.hasOwn(was.columns, column.id) ? was.columns[column.id] : undefined
      const at = path + pointer('fields', 'items', column.id)
      return returningId(column, itemOf(current?.fields, column.id), wasColumn, at, registry)
    })
    return [...returningId(field, current, was, path, registry), ...columns]
  })
}

function returningId(
  field: FieldDocument,
  current: FieldDocument | null | undefined,
  was: UsedId | undefined,
  path: string,
  registry: FieldRegistry,
): Diagnostic[] {
  if (!was) return []
  if (!current && !was.types.includes(field.type)) {
    return [diagnose(planMessages, 'plan.id-used', path, { id: field.id, field: field.label, was: was.types.join(', ') })]
  }
  if (!current) return [diagnose(planMessages, 'plan.field-again', path, { field: field.label }, 'warning')]
  const optionsOf = ({ type, config }: FieldDocument) => fieldTypeOf(registry, type)?.options?.(config ?? {}) ?? []
  const kept = new Set(optionsOf(current).map(({ id }) => id))
  return optionsOf(field).flatMap((option) => {
    if (kept.has(option.id) || !was.options.includes(option.id)) return []
    const params = { field: field.label, option: option.label }
    return [diagnose(planMessages, 'plan.option-again', `${path}${pointer('config')}`, params, 'warning')]
  })
}
