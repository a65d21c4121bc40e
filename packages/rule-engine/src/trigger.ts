import type { ConfigSchema, JsonObject, LocalizedText } from '@tangram/data-model'
import type { RecordChange } from './change.ts'

/** What sets a rule off. */
export type TriggerType<Config = JsonObject> = {
  type: string
  label: LocalizedText
  help?: LocalizedText
  icon: string
  config: ConfigSchema
  /** True: the rule's condition must not have held before the change. */
  onset?: boolean
  happens(change: RecordChange, config: Config): boolean
  examples: { valid: JsonObject[]; invalid: JsonObject[] }
}

/** Binds the config of one trigger to its function. */
export function defineTrigger<Config>(trigger: TriggerType<Config>): TriggerType {
  return trigger as TriggerType
}
