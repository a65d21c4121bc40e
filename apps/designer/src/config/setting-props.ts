import type { ConfigProperty, ConfigSchema, JsonObject, JsonValue } from '@tangram/data-model'
import type { ComponentType } from 'react'

export type ConfigFormProps = {
  schema: ConfigSchema
  config: JsonObject
  entity: string | undefined
  /** Ids of choices that records may hold although the setting no longer lists them. */
  usedOptions?: readonly string[] | undefined
  /** True: part of another form, which shows the whole as JSON. */
  nested?: boolean
  onChange: (config: JsonObject) => void
}

/** What every editor of a setting gets. `entity` is the one whose fields the setting may name, `siblings` the settings beside it. */
export type SettingProps = {
  label: string
  description?: string | undefined
  property: ConfigProperty
  value: JsonValue | undefined
  entity: string | undefined
  siblings: JsonObject
  usedOptions: readonly string[]
  /** Draws settings that lie in this one. */
  Form: ComponentType<ConfigFormProps>
  onChange: (value: JsonValue | undefined) => void
}
