import type { Id, Instant, LocalizedText, RecordValues } from '@tangram/data-model'
import type { FlowCommand } from './command.ts'
import type { Facts } from './fact.ts'
import type { InstanceState, TaskState } from './state.ts'

/** What happened to an instance. Appended, never changed; `apply` needs nothing else. */
export type FlowEvent = {
  at: Instant
} /** First event of every decision. `facts`: everything the decision looked up, so that it can be understood without the database. */ & (
  | { type: 'command.accepted'; requestId: string; command: FlowCommand['type']; actor: string | null; facts: Facts }
  | { type: 'instance.started'; process: Id; record: { entity: Id; id: string }; initiator: string | null; scope: Id }
  /** A token is put on a sequence flow. */
  | { type: 'flow.taken'; flow: Id; scope: Id }
  /** A visit begins; the token of each flow in `consumes` is used up (none for the start, several for a join). */
  | { type: 'element.entered'; element: string; node: Id; label: LocalizedText; scope: Id; visit: number; consumes: Id[] }
  | { type: 'element.left'; element: string; node: Id; status: 'completed' | 'cancelled'; outcome: string | null; spentMs: number }
  | { type: 'task.opened'; task: Omit<TaskState, 'status' | 'openedAt'> }
  | { type: 'task.closed'; task: string; status: 'done' | 'cancelled'; outcome?: Id; by?: string; opinion?: string }
  | { type: 'link.issued'; element: string; key: string }
  | { type: 'link.answered'; element: string; outcome: Id; opinion?: string }
  | { type: 'timer.set'; element: string; key: string; dueAt: Instant }
  | { type: 'timer.fired'; element: string }
  /** Tokens thrown away because the instance is terminated or cancelled. */
  | { type: 'flows.dropped'; scope: Id }
  | { type: 'record.changed'; values: RecordValues }
  | {
      type: 'instance.ended'
      status: 'ended' | 'cancelled'
      outcome: string
      totalMs: number
      nodes: InstanceState['nodes']
      by?: string
      reason?: string
    }
)
