import type { DataRecord, Id, Instant, LocalizedText } from '@tangram/data-model'
import type { FieldRight } from '@tangram/flow-engine'

export type TaskStatus = 'open' | 'done' | 'cancelled'

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
  assignee: { id: string; name: string } | null
  candidates: number
  /** Of a closed task. */
  closedAt: Instant | null
  outcome: string | null
}

export type Task = TaskSummary & {
  element: string
  kind: 'handle' | 'approve'
  outcomes: { id: Id; label: LocalizedText; needsOpinion?: boolean }[]
  fields: { [field: Id]: FieldRight }
  form: Id | null
  /** True when the principal may complete it now. */
  mine: boolean
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
  list(query?: {
    status?: 'open' | 'done'
    app?: Id
    limit?: number
    after?: string
  }): Promise<{ tasks: TaskSummary[]; next: string | null }>
  /** The task with its record under the node's field rights. @throws storage.task.unknown 404 */
  get(id: string): Promise<{ task: Task; record: DataRecord }>
  /** Tasks of a record the principal may see, opened ones too, oldest first. */
  opinions(app: Id, entity: Id, record: string): Promise<Opinion[]>
  /** Open tasks by person; 0 for those without. */
  openCounts(people: readonly string[]): Promise<{ [person: string]: number }>
}
