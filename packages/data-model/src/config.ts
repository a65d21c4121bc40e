import type { Option } from './entity.ts'
import type { Id } from './id.ts'
import type { JsonValue } from './json.ts'
import type { LocalizedText } from './localized-text.ts'
import type { ValueType } from './value-type.ts'

/**
 * One setting of a registry entry. The designer draws a property panel as a form over these.
 * `editor` names a designer editor when the value type alone does not say enough (options, assignees, condition, formula, field…).
 */
export type ConfigProperty = {
  valueType: ValueType
  label: LocalizedText
  help?: LocalizedText
  default?: JsonValue
  required?: boolean
  options?: Option[]
  editor?: string
  /** Placeholders of its texts that the entry fills by itself, beside the names of the record: `['link']`. */
  fills?: readonly string[]
  /**
   * With the editor `values`, whose names they are when not fields of the table: `free`, the receiver's own (what a message carries, headers);
   * `called`, fields of the new record that the process of the setting beside it begins with.
   */
  names?: 'free' | 'called'
  /** The settings of each entry of a list (which then has an `id` of its own), or of the parts of an object. */
  of?: ConfigSchema
}

export type ConfigSchema = { [name: Id]: ConfigProperty }

/** The config with defaults filled in for what is absent or null; settings the schema does not know are kept out. */
export function withDefaults(schema: ConfigSchema, config: { [name: string]: JsonValue } | undefined): { [name: string]: JsonValue } {
  const out: { [name: string]: JsonValue } = {}
  for (const [name, property] of Object.entries(schema)) {
    const own = config && Object.hasOwn(config, name) ? config[name] : undefined
    const value = own ?? property.default
    if (value !== undefined) out[name] = value
  }
  return out
}
