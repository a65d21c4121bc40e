import type { Id, JsonObject, LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** When this happens and that holds, do these. */
export type RuleDocument = {
  id: Id
  label: LocalizedText
  entity: Id
  enabled: boolean
  trigger: { type: string; config: JsonObject }
  /** JSON Logic over the record after the change; `$old.<field>` is the value before. */
  when?: Logic
  do: RuleStep[]
}

/** An entry of the action registry with its input. Texts may hold `{{field}}` placeholders. */
export type RuleStep = { id: Id; action: string; input: JsonObject }
