import type { Id, Instant, JsonObject, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
import type { Task, TaskReason } from './state.ts'

/**
 * What the engine wants done, in order. Storage carries all of them out in the transaction that saves the events: tasks, links
 * and the record directly, actions and timers as jobs. Every `key` is unique over all instances and stays the same over retries.
 */
export type FlowEffect =
  /**
   * `waiting`: it is shown among the signers, its turn comes with a `task.change`. A task that is decided without anybody is opened and
   * closed in one decision.
   */
  | { type: 'task.open'; task: Task; waiting?: true }
  /** `insteadOf`: the person that `by` stands in for. `reason`: why, when nobody did it (its words are the opinion). */
  | {
      type: 'task.close'
      task: string
      status: 'done' | 'cancelled'
      outcome?: Id
      by?: string
      opinion?: string
      insteadOf?: string
      reason?: TaskReason
    }
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
  /** Whose turn it is, where the task stands or until when has changed, or which visit or node it is of. Only what is given. */
  | {
      type: 'task.change'
      task: string
      element?: string
      node?: Id
      status?: 'open' | 'waiting'
      candidates?: string[]
      assignee?: string | null
      dueAt?: Instant | null
      /** When somebody took it out of the pool. */
      claimedAt?: Instant | null
      insteadOf?: string
    }
  /** People get a copy (抄送); each once for an instance. `by`: the person who sent it, null when the process did. */
  | { type: 'copy'; element: string; node: Id; label: LocalizedText; people: string[]; by: string | null; text?: string }
  /** A person is told something about a task: a reminder by hand (`urge`) or by the clock (`remind`), or that it runs late. */
  | { type: 'remind'; task: string; people: string[]; by: string | null; text?: string; key: string }
  /** A job to run at `dueAt`. Kind `flow.timer` comes back as a `timer` command with the element and timer of its payload. */
  | { type: 'job'; key: string; kind: string; dueAt: Instant; payload: JsonObject }
  | { type: 'job.cancel'; key: string }
  /**
   * An entry of the action registry to run with this input. `awaits`: the element waits, and is told with `finish-job` or
   * `fail-job`; absent, nobody waits. `key` is `instance:element:visit` seen from outside: the same over retries. `as`: the key
   * to show outside when it is another one: an administrator asked for the action again after it had failed for good.
   */
  | { type: 'action'; key: string; action: string; input: JsonObject; element?: string; awaits?: boolean; retries?: number; as?: string }
  /** From now on the element takes messages of this name whose correlation is the same, or signals of this name. */
  | { type: 'subscribe'; key: string; element: string; kind: 'message' | 'signal'; name: string; correlation?: string }
  | { type: 'unsubscribe'; key: string }
  /**
   * A message for one subscriber, kept for `ttlMs` when there is none yet; or a signal for all who listen now. `told`: keys of
   * subscriptions of this very instance that have got it within the decision and must not get it again. A message that one of them
   * took is not published at all.
   */
  | {
      type: 'publish'
      key: string
      kind: 'message' | 'signal'
      name: string
      correlation?: string
      payload: JsonObject
      ttlMs?: number
      told?: string[]
    }
  /** Starts another process; its end comes back as `child-ended`. `record` null: a new record of its entity with these values. */
  | {
      type: 'call'
      key: string
      element: string
      process: Id
      record: string | null
      values: RecordValues
      variables: { [variable: Id]: JsonValue }
    }
  /** Calls off the process that a call activity had started. */
  | { type: 'call.cancel'; key: string; element: string }
  /** An incident: the token stays, an administrator decides. */
  | { type: 'incident.open'; key: string; element: string; node: Id; code: string | null; message: string }
  | { type: 'incident.close'; key: string }
  | { type: 'record.archive' }
  /** `parent`: the call activity that waits for this instance. */
  | {
      type: 'instance.end'
      outcome: string
      totalMs: number
      status: 'ended' | 'cancelled'
      variables?: { [variable: Id]: JsonValue }
      parent?: { instance: string; element: string }
      /** It ended with an error; the call activity that waits for it is told with `child-ended`. */
      error?: { code: string | null; message: string }
    }
