import type { Id, Instant, JsonObject, JsonValue, RecordValues } from '@tangram/data-model'

/** What somebody or something asks of an instance. The same `requestId` twice counts once. */
export type FlowCommand = { requestId: string } & (
  | {
      type: 'start'
      /** The record with all its current values. */
      record: { entity: Id; id: string; values: RecordValues }
      /** uuid of the person, null for somebody without an account. */
      initiator: string | null
      /** The start node; absent: the first one. */
      start?: Id
      /** Values of variables: what a message, a form or the calling process brings. */
      variables?: { [variable: Id]: JsonValue }
      /** The call activity that waits for it to end. */
      parent?: { instance: string; element: string }
    }
  | TaskCommand
  | {
      type: 'answer-link'
      /** The element instance that issued the link. */
      element: string
      outcome: Id
      opinion?: string
    }
  | {
      /** A job this instance asked for (`{ type: 'job', kind: 'flow.timer', payload: { element, timer } }`) is due. */
      type: 'timer'
      element: string
      /** The key it was set under; absent for those that older instances set. */
      timer?: string
    }
  /** A message or signal that the element subscribed to has come. */
  | { type: 'deliver'; element: string; subscription: string; payload: JsonObject }
  /** An action that the element waits for is done; `result` is what it answered. */
  | { type: 'finish-job'; element: string; result: JsonObject }
  /**
   * An action has failed for good. `code` is caught by an error boundary event of the activity or of a scope around it; with none
   * (or `null`) the token stays where it is and an incident is opened.
   */
  | { type: 'fail-job'; element: string; code: string | null; message: string }
  /** The process that a call activity started is over. */
  | {
      type: 'child-ended'
      element: string
      outcome: string
      status: 'ended' | 'cancelled'
      variables: { [variable: Id]: JsonValue }
      error?: { code: string | null; message: string }
    }
  /** A further instance of an open multi-instance activity, or an activity of an ad-hoc sub-process by its node. */
  | { type: 'add-instance'; element: string; actor: string; node?: Id; item?: JsonValue }
  /** The people of an ad-hoc sub-process say that it is done. */
  | { type: 'complete-ad-hoc'; element: string; actor: string }
  /** `actor` null: the process that called it was called off. */
  | { type: 'cancel'; actor: string | null; reason: string }
  /** The initiator takes it all back (撤回). */
  | { type: 'revoke'; actor: string; reason?: string }
  | AdministratorCommand
)

/** What people do with their tasks. `actor` is always the uuid of the person acting. */
export type TaskCommand =
  | {
      type: 'complete-task'
      task: string
      actor: string
      outcome: Id
      opinion?: string
      /** What the person wrote into the record with it. */
      values?: RecordValues
    }
  /** Takes a task out of the pool, or puts it back. */
  | { type: 'claim-task' | 'release-task'; task: string; actor: string }
  /** 转交: another person has the task from now on, in the same place with the same weight. */
  | { type: 'transfer-task'; task: string; actor: string; to: string; opinion?: string }
  /** 委派: another person gives an opinion, then the task comes back. */
  | { type: 'delegate-task'; task: string; actor: string; to: string; opinion?: string }
  /** 加签. `mode` is how the added people decide among themselves (before and after); `starts` when those after begin. */
  | {
      type: 'add-signers'
      task: string
      actor: string
      where: 'before' | 'after' | 'beside'
      people: string[]
      mode?: 'all' | 'any' | 'sequence'
      /** Of those after: at once, which approves by this very command, or once the person has approved. Default `approval`. */
      starts?: 'now' | 'approval'
      opinion?: string
    }
  /** 减签: takes away people who were added and have not acted. */
  | { type: 'remove-signers'; task: string; actor: string; people: string[] }
  /** 退回. `to` is a node that was visited; `resubmit`: once it is done there, everything between again, or straight back here. */
  | { type: 'return-task'; task: string; actor: string; to: Id; resubmit: 'replay' | 'direct'; opinion?: string; values?: RecordValues }
  /** 拿回: somebody who has acted takes it back while nobody has acted on what followed. */
  | { type: 'withdraw-task'; task: string; actor: string; reason?: string }
  /** 催办 */
  | { type: 'urge-task'; task: string; actor: string; text?: string }
  /** 抄送 by hand. */
  | { type: 'copy-task'; task: string; actor: string; people: string[]; text?: string }
  /** 离职交接: every open task of one person in this instance goes to another. */
  | { type: 'hand-over'; actor: string; from: string; to: string }

/** What an administrator does with an instance. */
export type AdministratorCommand =
  /** Ends the visits named and begins one at `to`; whatever can be reached from there is cleaned up first. */
  | { type: 'jump'; actor: string; elements: string[]; to: Id; reason: string }
  /** Tries the step of an incident again, passes it with an outcome, or changes variables before that. */
  | { type: 'retry-element'; element: string; actor: string | null }
  | { type: 'skip-element'; element: string; actor: string; port?: Id; reason: string }
  | { type: 'patch-variables'; actor: string; variables: { [variable: Id]: JsonValue }; reason: string }
  | { type: 'suspend' | 'resume'; actor: string; reason?: string }
  /** Goes on under another version. `nodes` and `flows` say what became of those that are active or taken. */
  | { type: 'migrate'; actor: string; to: number; at?: Instant; nodes: { [from: Id]: Id }; flows: { [from: Id]: Id } }
