import type { Id, Instant, JsonObject, LocalizedText, RecordValues } from '@tangram/data-model'
import type { Task } from './state.ts'

/**
 * What the engine wants done, in order. Storage carries all of them out in the transaction that saves the events: tasks, links
 * and the record directly, actions and timers as jobs. Every `key` is unique over all instances and stays the same over retries.
 */
export type FlowEffect =
  | { type: 'task.open'; task: Task }
  | { type: 'task.close'; task: string; status: 'done' | 'cancelled'; outcome?: Id; by?: string; opinion?: string }
  /** Values for the record of the instance. */
  | { type: 'record.update'; values: RecordValues }
  /** A link for the person whose phone or mail the field `sendTo.field` holds, answered with an `answer-link` command. */
  | {
      type: 'link.issue'
      key: string
      purpose: 'confirm'
      element: string
      outcomes: { id: Id; label: LocalizedText; needsOpinion?: boolean }[]
      form?: Id
      sendTo: { field: Id }
      message: LocalizedText
    }
  /** A job to run at `dueAt`. Kind `flow.timer` comes back as a `timer` command with the element of its payload. */
  | { type: 'job'; key: string; kind: string; dueAt: Instant; payload: JsonObject }
  | { type: 'job.cancel'; key: string }
  /** An entry of the action registry to run with this input. */
  | { type: 'action'; key: string; action: string; input: JsonObject }
  | { type: 'instance.end'; outcome: string; totalMs: number }
