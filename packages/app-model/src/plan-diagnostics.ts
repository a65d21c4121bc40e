import { type Diagnostic, diagnose, type Id, pointer } from '@tangram/data-model'
import type { AppDocument } from './document.ts'
import { planMessages } from './messages.ts'
import type { SchemaChange } from './schema-change.ts'

/** What the author should know before a publish: data put aside, rules that existing records may break. */
export function planDiagnostics(from: AppDocument | null, to: AppDocument, changes: readonly SchemaChange[]): Diagnostic[] {
  const found: Diagnostic[] = []
  if (from && from.id !== to.id) found.push(diagnose(planMessages, 'plan.other-app', '/id', { found: to.id, expected: from.id }))
  const retired = new Set<string>()
  for (const change of changes) {
    if (change.type === 'retire-attribute') retired.add(placeOf(change, change.attribute))
    if (change.type === 'add-attribute' || change.type === 'restore-attribute') {
      const { id, label } = change.attribute
      if (!retired.has(placeOf(change, id))) continue
      const marked = turned(from, to, change.entity, id)
      found.push(
        marked ? warn(marked, placeOf(change, id), label, 'encrypted') : warn('plan.new-column', placeOf(change, id), label, 'type'),
      )
    }
    if (change.type === 'change-attribute') {
      const { id, label } = change.to
      if (change.to.required && !change.from.required) found.push(warn('plan.now-required', placeOf(change, id), label, 'required'))
      if (change.to.unique && !change.from.unique) found.push(warn('plan.now-unique', placeOf(change, id), label, 'unique'))
    }
  }
  return found
}

/** Whether all that becomes of a field is that it is encrypted from now on, or no longer. */
function turned(from: AppDocument | null, to: AppDocument, entity: Id, id: Id): 'plan.now-encrypted' | 'plan.now-plain' | undefined {
  const [was, is] = [from, to].map((app) => app?.entities.items[entity]?.fields.items[id])
  if (!was || !is || was.type !== is.type || (was.encrypted === true) === (is.encrypted === true)) return undefined
  return is.encrypted === true ? 'plan.now-encrypted' : 'plan.now-plain'
}

/** Where a field, or a column of a sub-form, stands in the document. */
function placeOf({ entity, rows }: { entity: Id; rows?: Id }, id: Id): string {
  const holder = rows === undefined ? [] : ['fields', 'items', rows]
  return pointer('entities', 'items', entity, ...holder, 'fields', 'items', id)
}

function warn(code: keyof typeof planMessages, place: string, label: object, property: string): Diagnostic {
  return diagnose(planMessages, code, place + pointer(property), { field: label }, 'warning')
}
