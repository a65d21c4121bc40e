import { type Diagnostic, diagnose, pointer } from '@tangram/data-model'
import type { AppDocument } from './document.ts'
import { planMessages } from './messages.ts'
import type { SchemaChange } from './schema-change.ts'

/** What the author should know before a publish: data put aside, rules that existing records may break. */
export function planDiagnostics(from: AppDocument | null, to: AppDocument, changes: readonly SchemaChange[]): Diagnostic[] {
  const found: Diagnostic[] = []
  if (from && from.id !== to.id) found.push(diagnose(planMessages, 'plan.other-app', '/id', { found: to.id, expected: from.id }))
  const retired = new Set<string>()
  for (const change of changes) {
    if (change.type === 'retire-attribute') retired.add(`${change.entity}.${change.attribute}`)
    if (change.type === 'add-attribute' || change.type === 'restore-attribute') {
      const { id, label } = change.attribute
      if (retired.has(`${change.entity}.${id}`)) found.push(warn('plan.new-column', change.entity, id, label, 'type'))
    }
    if (change.type === 'change-attribute') {
      const { id, label } = change.to
      if (change.to.required && !change.from.required) found.push(warn('plan.now-required', change.entity, id, label, 'required'))
      if (change.to.unique && !change.from.unique) found.push(warn('plan.now-unique', change.entity, id, label, 'unique'))
    }
  }
  return found
}

function warn(code: keyof typeof planMessages, entity: string, id: string, label: object, property: string): Diagnostic {
  const path = pointer('entities', 'items', entity, 'fields', 'items', id, property)
  return diagnose(planMessages, code, path, { field: label }, 'warning')
}
