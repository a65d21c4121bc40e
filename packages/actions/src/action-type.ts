import type { ConfigSchema, Id, JsonObject, LocalizedText, RecordValues } from '@tangram/data-model'
import type { Capabilities } from './capabilities.ts'

/** Something flows and rules can do. */
export type ActionType<Input = JsonObject, Uses extends keyof Capabilities = keyof Capabilities> = {
  type: string
  label: LocalizedText
  help?: LocalizedText
  icon: string
  /** Texts in it may hold `{{field}}` placeholders; settings with the editor `values` hold expressions. Both are resolved before `run`. */
  input: ConfigSchema
  /** All it may reach. */
  uses: readonly Uses[]
  run(input: Input, capabilities: Pick<Capabilities, Uses>, context: ActionContext): Promise<ActionResult>
  examples: { valid: JsonObject[]; invalid: JsonObject[] }
}

export type ActionContext = {
  /** Stays the same over retries. */
  key: string
  record: ActionRecord
}

/** The record that the flow or rule is about. Its values are read only by actions that ask for them: most do not. */
export type ActionRecord = { entity: Id; id: string; values(): Promise<RecordValues> }

/**
 * `skipped`: there was nothing to do, for a reason people should be able to read. `failed`: trying again would not help; an error
 * event of a process can catch the code. What may work later is thrown (`TemporaryFailure`) and tried again.
 */
export type ActionResult =
  | { status: 'done'; output?: JsonObject }
  | { status: 'skipped'; reason: Required<LocalizedText> }
  | { status: 'failed'; code: string; reason: Required<LocalizedText> }

/** It did not work now; `code` is what an error event of a process can catch when it has not worked after the last attempt either. */
export class TemporaryFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'TemporaryFailure'
    this.code = code
  }
}

/** Binds input and capabilities of one action to its function. */
export function defineAction<Input, Uses extends keyof Capabilities>(action: ActionType<Input, Uses>): ActionType {
  return action as unknown as ActionType
}
