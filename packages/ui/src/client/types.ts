import type { AppDocument, UsedIds } from '@tangram/app-model'
import type {
  DataRecord,
  Diagnostic,
  EntityDocument,
  Id,
  Instant,
  JsonValue,
  Locale,
  LocalizedText,
  RecordValues,
} from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'

export type Named = { id: string; name: string }

/** `key` is the name that flows and documents use. */
export type Team = Named & { key: string; members: number }

export type Session = {
  person: null | { id: string; name: string; locale: Locale; zone: string; admin: boolean; teams: Named[] }
  csrf: string
  trial: boolean
  organisation: { name: string; zone: string }
  setupNeeded: boolean
}

/** `can` says what somebody is there to show; the other colleagues have none. */
export type TrialPerson = { id: string; name: string; title: LocalizedText; team: string | null; can: LocalizedText | null }

export type AppSummary = { id: Id; label: LocalizedText; icon?: string; version: number; canDesign: boolean }

export type AppEntityRights = { create: boolean; update: boolean; delete: boolean; export: boolean; readOnly: Id[]; readOnlyOnCreate: Id[] }

/** An app as its reader may see it: hidden fields and dashboards are not in the document. */
export type AppForReader = {
  document: AppDocument
  version: number
  rights: { [entity: Id]: AppEntityRights }
  canDesign: boolean
  publicForms: { [form: Id]: string }
}

/** `usedIds`: taken by published versions, so that nothing new is given one of them. */
export type Draft = { document: AppDocument; revision: number; publishedVersion: number | null; usedIds: UsedIds }
export type PlannedChange = { kind: 'added' | 'changed' | 'retired'; what: string; id: Id; path: string; text: LocalizedText }
export type PublishPlan = { diff: PlannedChange[]; diagnostics: Diagnostic[]; canPublish: boolean; runningInstances: number }
export type AppVersion = {
  version: number
  publishedAt: Instant
  by: Named | null
  note: string | null
  diff: PlannedChange[]
  current: boolean
}

export type RecordListQuery = {
  where?: JsonValue
  search?: string
  sort?: { by: Id; dir?: 'asc' | 'desc' }[]
  select?: Id[]
  limit?: number
}
export type RecordList = { records: DataRecord[]; next: string | null }
/** `parent`: the department above a department. */
export type OptionItem = { id: string; label: string; parent?: string }

export type TimelineEntry = {
  at: Instant
  kind: 'created' | 'changed' | 'task' | 'opinion' | 'flow' | 'message'
  actor: Named | null
  text: LocalizedText
  opinion?: string
  outcome?: string
  /** With `rows` it is about those of a sub-form: how many are new, other than before, or gone. */
  changes?: { field: Id; before: JsonValue; after: JsonValue; rows?: { added: number; changed: number; removed: number } }[]
}

export type ProcessNodeState = {
  node: Id
  label: LocalizedText
  status: 'done' | 'active' | 'waiting' | 'cancelled'
  startedAt: Instant | null
  endedAt: Instant | null
  durationMs: number | null
  holders: Named[]
  outcome?: string | null
}
export type ProcessState = {
  process: Id
  label: LocalizedText
  status: string
  startedAt: Instant
  endedAt: Instant | null
  totalMs: number | null
  nodes: ProcessNodeState[]
}

export type TaskSummary = {
  id: string
  app: Id
  entity: Id
  record: string
  recordTitle: string
  recordNumber?: string | null
  process: LocalizedText
  node: Id
  label: LocalizedText
  group?: string | null
  status?: 'open' | 'done' | 'cancelled'
  openedAt: Instant
  dueAt: Instant | null
  assignee: Named | null
  candidates: number
}
export type TaskOutcome = { id: Id; label: LocalizedText; needsOpinion?: boolean }
export type TaskDetail = {
  /** `mine`: the reader may act on it. */
  task: TaskSummary & { mine?: boolean; outcomes: TaskOutcome[]; fields: { [field: Id]: 'read' | 'write' | 'hidden' }; form?: Id | null }
  record: DataRecord
}
export type TaskList = { tasks: TaskSummary[]; next: string | null }
export type CompleteTask = { requestId: string; outcome: Id; opinion?: string; values?: RecordValues; version: number }

export type InitiatedRecord = {
  app: Id
  entity: Id
  record: string
  recordTitle: string
  recordNumber?: string | null
  process: LocalizedText
  status: string
  label: LocalizedText | null
  holders: Named[]
  since: Instant | null
  startedAt: Instant
}

export type PublicForm = { form: FormDocument; entity: EntityDocument; app: { id: Id; label: LocalizedText }; version: number }
export type Submission = { number: string | null; progressUrl: string | null }
export type Progress = {
  number: string
  status: string
  label: LocalizedText
  submittedAt: Instant
  steps: { label: LocalizedText; status: ProcessNodeState['status']; startedAt: Instant | null; endedAt: Instant | null }[]
  team?: string | null
}
export type PublicLink = {
  purpose: 'form' | 'progress' | 'survey' | 'confirm'
  title: LocalizedText
  summary?: { label: LocalizedText; value: JsonValue }[]
  form?: FormDocument
  entity?: EntityDocument
  /** The version of the app that form and entity are of. */
  version?: number
  question?: LocalizedText
  outcomes?: TaskOutcome[]
  answered: boolean
}

/** A stored file as records hold it. */
export type FileRef = { id: string; name: string; size: number; type: string }

export type NotificationItem = {
  id: string
  at: Instant
  text: LocalizedText
  read: boolean
  app?: Id | null
  entity?: Id | null
  record?: string | null
  task?: string | null
}
export type OutgoingMessage = { id: string; at: Instant; channel: 'sms' | 'mail'; to: string; text: string; status: string }

/** A job that failed for good; `error` is for whoever looks into it, `why` for everybody. */
export type Incident = {
  id: string
  at: Instant
  kind: string
  what: LocalizedText
  why: LocalizedText
  error: string
  attempts: number
  app: Id | null
  entity: Id | null
  record: string | null
  title: string | null
}

/** What the server announces to open pages. */
export type LiveEvent = { type: 'task' | 'record' | 'app' | 'notification' | 'import' | 'incident'; app?: Id; entity?: Id; id?: string }
