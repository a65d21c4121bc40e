import type { DataRecord, Id, Instant, LocalizedText } from '@tangram/data-model'
import type { FieldRight, Task as FlowTask } from '@tangram/flow-engine'

export type TaskStatus = 'open' | 'waiting' | 'done' | 'cancelled'

export type TaskSummary = {
  id: string
  app: Id
  entity: Id
  record: string
  recordTitle: string
  recordNumber: string | null
  instance: string
  process: LocalizedText
  node: Id
  label: LocalizedText
  group: LocalizedText | null
  status: TaskStatus
  openedAt: Instant
  dueAt: Instant | null
  kind: 'handle' | 'approve' | 'opinion'
  /** Due, and not done yet. */
  overdue: boolean
  assignee: { id: string; name: string } | null
  /** Who started the process; null when a rule, a timer or another system did. */
  initiator: { id: string; name: string } | null
  candidates: number
  /** Taken out of a pool by its assignee. */
  claimed: boolean
  /** Whom the task was meant for before it came here. */
  insteadOf: { id: string; name: string } | null
  /** When somebody last reminded of it. */
  urgedAt: Instant | null
  /** Of a closed task. */
  closedAt: Instant | null
  outcome: string | null
}

export type Task = TaskSummary & {
  element: string
  /** Id of the process. */
  processId: Id
  outcomes: { id: Id; label: LocalizedText; needsOpinion?: boolean }[]
  fields: { [field: Id]: FieldRight }
  form: Id | null
  /** True when the principal may complete it now. */
  mine: boolean
  /** Who sent it back here, from which step and why. */
  returned: { by: { id: string; name: string } | null; label: LocalizedText; words: string | null } | null
}

/** One of those who decide about a node's visit, and what they said. */
export type Signer = {
  task: string
  person: { id: string; name: string } | null
  status: TaskStatus
  outcome: string | null
  outcomeLabel: LocalizedText | null
  opinion: string | null
  at: Instant | null
  added: NonNullable<FlowTask['added']> | null
  weight: number
  group: LocalizedText | null
  insteadOf: { id: string; name: string } | null
  dueAt: Instant | null
  candidates: { id: string; name: string }[]
}

/** A copy (抄送) that somebody got. */
export type Copy = {
  id: string
  app: Id
  entity: Id
  record: string
  recordTitle: string
  instance: string
  process: LocalizedText
  node: Id
  label: LocalizedText
  by: { id: string; name: string } | null
  text: string | null
  at: Instant
  readAt: Instant | null
}

export type TaskQuery = {
  status?: 'open' | 'done'
  app?: Id
  process?: Id
  /** Within the title and number of the record, the label of the task and of the process. */
  search?: string
  /** Only those that are late. */
  overdue?: boolean
  limit?: number
  after?: string
}

/** One closed task of a record: who decided what, with which words. */
export type Opinion = {
  task: string
  at: Instant
  node: Id
  label: LocalizedText
  group: LocalizedText | null
  by: { id: string; name: string } | null
  outcome: string | null
  outcomeLabel: LocalizedText | null
  opinion: string | null
  status: TaskStatus
  openedAt: Instant
}

export type Tasks = {
  /** Open ones: late ones first, then the oldest. Done ones: the latest first. */
  list(query?: TaskQuery): Promise<{ tasks: TaskSummary[]; next: string | null }>
  /** `copies`: those not read yet. */
  counts(): Promise<{ open: number; overdue: number; copies: number }>
  /** Everybody who decides, or has decided, with this task about the same visit of its node. @throws storage.task.unknown 404 */
  signers(id: string): Promise<Signer[]>
  /** Copies the principal got, latest first. */
  copies(query?: { unread?: boolean; limit?: number; after?: string }): Promise<{ copies: Copy[]; next: string | null }>
  /** @returns how many were not read yet */
  readCopies(ids: readonly string[]): Promise<number>
  /** The task with its record under the node's field rights. @throws storage.task.unknown 404 */
  get(id: string): Promise<{ task: Task; record: DataRecord }>
  /** Tasks of a record the principal may see, opened ones too, oldest first. */
  opinions(app: Id, entity: Id, record: string): Promise<Opinion[]>
  /** Open tasks by person; 0 for those without. */
  openCounts(people: readonly string[]): Promise<{ [person: string]: number }>
}
