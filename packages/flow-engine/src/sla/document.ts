import type { Collection, Id, JsonObject, LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** What is promised about the records of one entity: how soon each stage is done, in working time, and what follows when it is not. */
export type SlaDocument = {
  id: Id
  label: LocalizedText
  entity: Id
  enabled: boolean
  /** Records it holds for; absent: all. When it no longer holds, the clocks are cancelled. */
  when?: Logic
  /** Working time of which calendar; absent: around the clock. */
  calendar?: Id
  /** While this holds (waiting for the customer) no clock runs. */
  pausedWhile?: Logic
  stages: Collection<SlaStageDocument>
}

/** First response, resolution… Each has a clock of its own, which starts when the agreement begins to hold for a record. */
export type SlaStageDocument = {
  id: Id
  label: LocalizedText
  /** Ends the clock: `{ '!!': [{ var: 'first_response_at' }] }`. */
  doneWhen: Logic
  /** The first row whose condition holds says how long it may take; none: the stage has no clock. */
  targets: SlaTarget[]
  /** Percents of the target at which `onWarn` is done. */
  warnAt?: number[]
  onWarn?: SlaStep[]
  onBreach?: SlaStep[]
  escalations?: SlaEscalation[]
}

/** Conditions may follow references: `customer.level`. */
export type SlaTarget = { id: Id; when?: Logic; minutes: number }

/** Done when so many more working minutes have passed after the breach. */
export type SlaEscalation = { id: Id; afterMinutes: number; do: SlaStep[] }

/** An entry of the action registry with its input. Texts may hold `{{field}}` and `{{$sla.stage}}`. */
export type SlaStep = { id: Id; action: string; input: JsonObject }
