import type { Id, JsonValue, ValueType } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { Fact } from './fact.ts'
import type { TaskState } from './state.ts'

/** From where people are looked for: a step of a running process, or a record alone. What is not known yet breaks off as `FactsMissing`. */
export type Outlook = {
  fact(fact: Fact): JsonValue
  read(path: string[]): JsonValue
  evaluate(logic: Logic): JsonValue
  typeOf(path: string[]): ValueType | undefined
  /** Who set it going; null when that is nobody with an account. */
  initiator(): string | null
  tasks(): readonly TaskState[]
  /** The step whose turns are counted. */
  node: Id
}
