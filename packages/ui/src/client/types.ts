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

/** What one administrator looks after while the installation separates them. */
export type Duty = 'system' | 'security' | 'audit'

export type Administrators = { separated: boolean; administrators: (Named & { active: boolean; duty: Duty | null })[] }

export type Session = {
  person: null | { id: string; name: string; locale: Locale; zone: string; admin: boolean; administers?: Duty; teams: Named[] }
  csrf: string
  /** What the person has to see to before anything else is answered. */
  duty?: 'change-password' | 'set-up-second-factor' | null
  /** After login and password: a code is asked for, and this goes with it. */
  challenge?: string
  /** After signing out: where the browser signs out of the service it came by. */
  leaveTo?: string
  trial: boolean
  organisation: { name: string; zone: string }
  setupNeeded: boolean
  /** An administrator sees as `person`, or as whoever holds these roles: until then, and only to look. */
  seeAs?: null | { person: string | null; roles: LocalizedText[]; by: Named; until: Instant }
}

/** A person's second factor: since when, and how many recovery codes are left. */
export type SecondFactor = { since: string; recoveryCodesLeft: number }

type SignInStanding = {
  hasPassword: boolean
  passwordChangedAt: string | null
  mustChangePassword: boolean
  secondFactor: SecondFactor | null
  /** Whether the rules of the installation ask a second factor of them. */
  needsFactor: boolean
}

/** `asksPassword`: the password is asked again before the way of signing in changes. */
export type OwnSecurity = SignInStanding & { asksPassword: boolean }

type SessionSummary = { id: string; createdAt: string; lastUsedAt: string; ip: string | null; userAgent: string | null }
export type OwnSession = SessionSummary & { isThis: boolean }
export type SignInOfPerson = SignInStanding & { sessions: SessionSummary[] }

/** How people of the installation sign in. */
export type SecuritySettings = {
  password: { minLength: number; classes: number; refuseCommon: boolean; history: number; maxAgeDays: number; changeWhenGiven: boolean }
  session: { idleMinutes: number; absoluteHours: number }
  secondFactor: 'nobody' | 'administrators' | 'everybody'
}

/** Lowest and highest value of each number of the settings. */
export type SecurityBounds = {
  [name in 'minLength' | 'classes' | 'history' | 'maxAgeDays' | 'idleMinutes' | 'absoluteHours']: [lowest: number, highest: number]
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
  /** Those over entities the reader may read; `startsByHand`: somebody may start it on a record. */
  processes?: { id: Id; label: LocalizedText; entity: Id; startsByHand: boolean }[]
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
  instance?: string
  process: Id
  label: LocalizedText
  status: string
  startedAt: Instant
  endedAt: Instant | null
  totalMs: number | null
  nodes: ProcessNodeState[]
}

/** The clock of one stage of a service agreement on a record; times in working milliseconds. */
export type SlaState = {
  sla: Id
  label: LocalizedText
  stage: Id
  stageLabel: LocalizedText
  status: 'running' | 'paused' | 'met' | 'breached' | 'cancelled'
  isPaused: boolean
  startedAt: Instant
  dueAt: Instant | null
  targetMs: number
  elapsedMs: number
  pausedMs: number
  breachedAt: Instant | null
  endedAt: Instant | null
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
  status?: TaskStatus
  openedAt: Instant
  dueAt: Instant | null
  assignee: Named | null
  /** Who started the process. */
  initiator?: Named | null
  candidates: number
  /** `opinion`: asked by delegation; the owner decides. */
  kind?: 'handle' | 'approve' | 'opinion'
  /** Due, and not done yet. */
  overdue?: boolean
  /** Whom it was meant for before a stand-in, a transfer or a delegation brought it here. */
  insteadOf?: Named | null
  /** Somebody took it out of the pool. */
  claimed?: boolean
  /** When somebody last reminded of it. */
  urgedAt?: Instant | null
  closedAt?: Instant | null
  outcome?: string | null
}
export type TaskStatus = 'open' | 'waiting' | 'done' | 'cancelled'
export type TaskOutcome = { id: Id; label: LocalizedText; needsOpinion?: boolean }
/** What somebody may do with a task now. */
export type TaskOperation =
  | 'complete'
  | 'claim'
  | 'release'
  | 'transfer'
  | 'delegate'
  | 'add-before'
  | 'add-after'
  | 'add-beside'
  | 'remove-signers'
  | 'return'
  | 'withdraw'
  | 'urge'
  | 'copy'
/** Something the reader can do with a task now, with what there is to choose. */
export type TaskOffer = {
  operation: TaskOperation
  /** Of `remove-signers`: whom. */
  people?: string[]
  /** Of `return`: how it comes back, or that the reader says. */
  resubmit?: 'replay' | 'direct' | 'choose'
  needsOpinion?: boolean
  /** Of `add-after`: whether the reader approves with it, or later. */
  starts?: ('now' | 'approval')[]
  /** Of `urge`: not before this instant. */
  from?: Instant
}
/** One of those who decide about a visit of a step, and what they said. */
export type TaskSigner = {
  task: string
  person: Named | null
  status: TaskStatus
  outcome: string | null
  outcomeLabel?: LocalizedText | null
  opinion: string | null
  at: Instant | null
  /** Added by hand: where in respect to whose task, by whom. */
  added: { where: 'before' | 'after' | 'beside'; of: string; by: string | Named; mode?: 'all' | 'any' | 'sequence' } | null
  weight: number
  group?: string | null
  insteadOf: Named | null
  candidates?: Named[]
}
export type TaskDetail = {
  /** `mine`: the reader may act on it. */
  task: TaskSummary & {
    mine?: boolean
    outcomes: TaskOutcome[]
    fields: { [field: Id]: 'read' | 'write' | 'hidden' | 'required' }
    form?: Id | null
    instance?: string
    operations?: TaskOffer[]
    /** Steps it can go back to, the latest first. */
    returnTo?: { node: Id; label: LocalizedText; at: Instant }[]
    signers?: TaskSigner[]
    /** Who sent it back here, from which step and why. */
    returned?: { by: Named | null; label: LocalizedText; words: string | null } | null
  }
  record: DataRecord
}
export type TaskList = { tasks: TaskSummary[]; next: string | null }
export type TaskCounts = { open: number; overdue: number; copies: number }
/** What became of one task of several that were completed together. */
export type BatchResult = { task: string; ok: boolean; problem?: { code: string; title: string; detail?: string; fix?: string } | null }

/** A copy (抄送) that the reader got. */
export type CopyItem = {
  id: string
  app: Id
  entity: Id
  record: string
  recordTitle: string
  process: LocalizedText
  label: LocalizedText
  by: Named | null
  text: string | null
  at: Instant
  readAt: Instant | null
  instance: string
}
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
  instance: string
  outcome: string | null
  canRevoke: boolean
  canUrge: boolean
}

export type InstanceStatus = 'running' | 'suspended' | 'ended' | 'cancelled'
/** What somebody may do with an instance beside its tasks. */
export type InstanceOperation =
  | 'revoke'
  | 'urge'
  | 'jump'
  | 'retry'
  | 'skip'
  | 'patch'
  | 'suspend'
  | 'resume'
  | 'cancel'
  | 'add-instance'
  | 'complete-ad-hoc'
/** A process as it is drawn. */
export type DrawnProcess = {
  id: Id
  label: LocalizedText
  nodes: DrawnNode[]
  /** `port`: the outcome of the node that it leaves with. */
  flows: { id: Id; from: Id; to: Id; port?: Id | null; label?: LocalizedText | null; waypoints?: { x: number; y: number }[] | null }[]
}
export type DrawnNode = {
  id: Id
  type: string
  label: LocalizedText
  position?: { x: number; y: number } | null
  size?: { width: number; height: number } | null
  parent?: Id | null
  attachedTo?: Id | null
}
/** One visit of a token to a node; times in milliseconds, of an active one so far. */
export type InstanceVisit = {
  element: string
  node: Id
  label: LocalizedText
  visit: number
  status: 'active' | 'done' | 'cancelled'
  startedAt: Instant
  endedAt: Instant | null
  queuedMs: number
  activeMs: number
  suspendedMs: number
  /** Within the working hours of the app's calendar; null where it has none or the visit is not over. */
  workingMs: number | null
  holders: Named[]
  outcome: string | null
}
export type InstanceIncident = { id: string; element: string; node: Id; code: string | null; message: string; at: Instant }
export type InstanceDetail = {
  id: string
  app: Id
  entity: Id
  record: string
  recordTitle: string
  process: DrawnProcess & { version: number }
  status: InstanceStatus
  outcome: string | null
  initiator: Named | null
  startedAt: Instant
  endedAt: Instant | null
  visits: InstanceVisit[]
  /** How often each flow was taken. */
  taken: { [flow: Id]: number }
  incidents: InstanceIncident[]
  variables: { [variable: Id]: JsonValue }
  operations: InstanceOperation[]
}
export type InstanceSummary = {
  id: string
  entity: Id
  record: string
  recordTitle: string
  process: Id
  label: LocalizedText
  version: number
  status: InstanceStatus
  outcome: string | null
  initiator: Named | null
  startedAt: Instant
  endedAt: Instant | null
  incidents: number
  current: { node: Id; label: LocalizedText; holders: Named[]; startedAt: Instant }[]
}

/** A rule that the to-dos of one person go to another for a while (代理). */
export type StandIn = {
  id: string
  person: Named
  to: Named
  from: Instant
  until: Instant
  /** `replace`: the other one gets them instead; `both`: both, whoever is first acts. */
  mode: 'replace' | 'both'
  /** Only those of this app, or of one of its processes; null: all. */
  app: Id | null
  process: Id | null
  isActive: boolean
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
/** `to` is empty when there was nobody to send it to; then `subject` is what was to be said and `text` why it was not. */
export type OutgoingMessage = {
  id: string
  at: Instant
  channel: 'sms' | 'mail' | 'app'
  to: string
  subject?: string | null
  text: string
  status: string
}

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
export type LiveEvent = {
  /** `figures`: those of the dashboard `id`, which are counted with its publisher's rights, changed. */
  type: 'task' | 'record' | 'app' | 'notification' | 'import' | 'incident' | 'figures'
  app?: Id
  entity?: Id
  id?: string
}

/** `some`: it depends on the record. */
export type Verdict = 'yes' | 'no' | 'some'

/** Why somebody may (not) do something: sentences, and for one record the comparisons that decide with the values of the record. */
export type ActionExplained = {
  action: 'read' | 'create' | 'update' | 'delete' | 'export'
  verdict: Verdict
  words: LocalizedText[]
  tests?: {
    role: LocalizedText
    words: LocalizedText
    holds: boolean | null
    values: { name: LocalizedText; value: LocalizedText }[]
  }[]
}
export type FieldExplained = { field: Id; label: LocalizedText; sees: Verdict; changes: Verdict; words: LocalizedText[] }
export type RightsExplained = {
  person: Named | null
  self: boolean
  roles: { id: Id; label: LocalizedText }[]
  actions: ActionExplained[]
  fields: FieldExplained[]
}
