import type { ConfigProperty, JsonValue } from '@tangram/data-model'

/** What every editor of a setting gets. `entity` is the one whose fields the setting may name. */
export type SettingProps = {
  label: string
  description?: string
  property: ConfigProperty
  value: JsonValue | undefined
  entity: string | undefined
  onChange: (value: JsonValue | undefined) => void
}
