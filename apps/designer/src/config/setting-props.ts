import type { ConfigProperty, JsonObject, JsonValue } from '@tangram/data-model'

/** What every editor of a setting gets. `entity` is the one whose fields the setting may name, `siblings` the settings beside it. */
export type SettingProps = {
  label: string
  description?: string | undefined
  property: ConfigProperty
  value: JsonValue | undefined
  entity: string | undefined
  siblings: JsonObject
  onChange: (value: JsonValue | undefined) => void
}
