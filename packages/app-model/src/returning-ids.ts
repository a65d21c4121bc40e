import { type Diagnostic, diagnose, itemOf, pointer } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'
import type { AppDocument } from './document.ts'
import { planMessages } from './messages.ts'
import { fieldsOf, type UsedIds, usedBy } from './used-ids.ts'

/** Ids that come back after a publish without them: a field of the same type is that field again, one of another type is refused. */
export function returningIds(from: AppDocument | null, to: AppDocument, registry: FieldRegistry, used: UsedIds = {}): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const { entity, field } of fieldsOf(to)) {
    const was = usedBy(used, entity, field.id)
    if (!was) continue
    const path = pointer('entities', 'items', entity, 'fields', 'items', field.id)
    const current = from && itemOf(itemOf(from.entities, entity)?.fields, field.id)
    if (!current && !was.types.includes(field.type)) {
      found.push(diagnose(planMessages, 'plan.id-used', path, { id: field.id, field: field.label, was: was.types.join(', ') }))
    } else if (!current) {
      found.push(diagnose(planMessages, 'plan.field-again', path, { field: field.label }, 'warning'))
    } else {
      const optionsOf = ({ type, config }: typeof field) => fieldTypeOf(registry, type)?.options?.(config ?? {}) ?? []
      const kept = new Set(optionsOf(current).map(({ id }) => id))
      for (const option of optionsOf(field)) {
        if (kept.has(option.id) || !was.options.includes(option.id)) continue
        const params = { field: field.label, option: option.label }
        found.push(diagnose(planMessages, 'plan.option-again', `${path}${pointer('config')}`, params, 'warning'))
      }
    }
  }
  return found
}
