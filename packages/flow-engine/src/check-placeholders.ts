import { type Diagnostic, diagnose, type JsonValue, namesInTemplates } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import { flowMessages } from './messages.ts'

/** `{{field}}` in the texts of a setting has to be a name of the record, or one that the setting says it `fills`. */
export function checkPlaceholders(
  value: JsonValue,
  fills: readonly string[] | undefined,
  scope: Scope | undefined,
  path: string,
): Diagnostic[] {
  if (!scope) return []
  const unknown = namesInTemplates(value).filter((name) => !fills?.includes(name.join('.')) && !scope.typeOf(name))
  const names = [...new Set(unknown.map((name) => name.join('.')))]
  return names.map((name) => diagnose(flowMessages, 'flow.placeholder.unknown', path, { name }))
}
