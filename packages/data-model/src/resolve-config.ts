import type { ConfigSchema } from './config.ts'
import type { JsonObject, JsonValue } from './json.ts'
import type { Locale } from './localized-text.ts'
import { fillTemplates } from './template.ts'

/** How the parts of an input that are not plain values get theirs. */
export type ConfigReader = {
  /** Value of an expression (JSON Logic). */
  evaluate(logic: JsonValue): JsonValue
  /** Text of a placeholder; `locale` when the text is of one language. */
  textOf(path: string[], locale: Locale | undefined): string
}

/** The input of an action, ready to run: in settings with the editor `values` each entry is an expression, all other texts may hold placeholders. */
export function resolveConfig(schema: ConfigSchema | undefined, input: JsonObject, { evaluate, textOf }: ConfigReader): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const holdsLogic = schema !== undefined && Object.hasOwn(schema, name) && schema[name]?.editor === 'values'
      return [name, holdsLogic ? mapEntries(value, evaluate) : fillTemplates(value, textOf)]
    }),
  )
}

function mapEntries(values: JsonValue, change: (value: JsonValue) => JsonValue): JsonValue {
  if (values === null || typeof values !== 'object' || Array.isArray(values)) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
}
