import type { Id, RecordValues } from '@tangram/data-model'

/** What somebody or something asks of an instance. The same `requestId` twice counts once. */
export type FlowCommand = { requestId: string } & (
  | {
      type: 'start'
      /** The record with all its current values. */
      record: { entity: Id; id: string; values: RecordValues }
      /** uuid of the person, null for somebody without an account. */
      initiator: string | null
    }
  | {
      type: 'complete-task'
      task: string
      /** uuid of the person acting */
      actor: string
      outcome: Id
      opinion?: string
      /** What the person wrote into the record with it. */
      values?: RecordValues
    }
  | {
      type: 'answer-link'
      /** The element instance that issued the link. */
      element: string
      outcome: Id
      opinion?: string
    }
  | {
      /** A job this instance asked for (`{ type: 'job', kind: 'flow.timer', payload: { element } }`) is due. */
      type: 'timer'
      element: string
    }
  | { type: 'cancel'; actor: string; reason: string }
)
