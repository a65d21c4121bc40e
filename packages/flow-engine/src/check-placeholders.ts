import { type Diagnostic, diagnose, isEncrypted, type JsonValue, namesInTemplates } from '@tangram/data-model'
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
  const asked = new Map(namesInTemplates(value).map((name) => [name.join('.'), scope.typeOf(name)]))
  return [...asked].flatMap(([name, type]) => {
    if (fills?.includes(name)) return []
    if (!type) return [diagnose(flowMessages, 'flow.placeholder.unknown', path, { name })]
    return isEncrypted(type) ? [diagnose(flowMessages, 'flow.placeholder.encrypted', path, { name })] : []
  })
}
