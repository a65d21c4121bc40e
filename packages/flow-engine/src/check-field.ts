import { type Diagnostic, diagnose } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { flowMessages } from './messages.ts'

/** Checks that the record has the field a setting names; nothing to say without a scope. */
export function checkField(field: string, scope: Scope | undefined, path: string): Diagnostic[] {
  if (!scope || scope.typeOf([field])) return []
  return [diagnose(flowMessages, 'flow.field.unknown', path, { field })]
}
