import type { Id, Instant, JsonObject, LocalizedText, RecordValues } from '@tangram/data-model'
import type { FlowEffect, FlowEvent, TaskState } from '@tangram/flow-engine'
import { uuidv7 } from '../uuid.ts'
import type { Decision, NewInstance } from './flows.ts'
import { copied, type Notice, reminded, toDo } from './task-notices.ts'
import { queuedMs, visitQueuedMs } from './visit-times.ts'

/** What a decision changes beside the snapshot, as rows. Pure: nothing of it is in the database yet. */
export type SavePlan = {
  /** Label of the process. */
  process: LocalizedText
  /** Of the whole instance; null while it runs. */
  workingMs: number | null
  entered: VisitRow[]
  left: LeftRow[]
  /** Tasks that are new, with all that became of them within the decision. */
  opened: TaskRow[]
  /** Tasks that were there before, as they stand now. */
  touched: TaskRow[]
  urged: string[]
  copies: CopyRow[]
  notices: Notice[]
  links: LinkRow[]
  jobs: JobRow[]
  /** Keys of jobs taken back. */
  cancelled: string[]
  subscribed: { key: string; element: string; kind: 'message' | 'signal'; name: string; correlation: string | null }[]
  unsubscribed: string[]
  calls: { key: string; element: string; process: Id }[]
  calledOff: string[]
  incidents: { key: string; element: string; node: Id; code: string | null; error: string; payload: JsonObject }[]
  settled: string[]
  archives: boolean
  /** Values of the record, in the order they are written. */
  records: RecordValues[]
  suspension: 'begins' | 'ends' | null
}

type VisitRow = {
  element: string
  node: Id
  label: LocalizedText
  scope: Id
  visit: number
  position: number
  started_at: Instant
  ended_at: Instant | null
  status: 'active' | 'done' | 'cancelled'
  outcome: string | null
  queued_ms: number | null
  working_ms: number | null
}
type LeftRow = Pick<VisitRow, 'element' | 'ended_at' | 'status' | 'outcome' | 'queued_ms' | 'working_ms'>

type TaskRow = {
  id: string
  element: string
  node: Id
  label: LocalizedText
  kind: string
  group: Id | null
  group_label: LocalizedText | null
  candidates: string[]
  assignee: string | null
  outcomes: object[]
  fields: object
  form: Id | null
  status: TaskState['status']
  opened_at: Instant
  due_at: Instant | null
  claimed_at: Instant | null
  closed_at: Instant | null
  closed_by: string | null
  outcome: string | null
  opinion: string | null
  weight: number
  added: object | null
  instead_of: string | null
  queued_ms: number | null
  working_ms: number | null
  /** Among the tasks of the instance, in the order they came. */
  position: number
}

type CopyRow = { id: string; element: string; node: Id; label: LocalizedText; person: string; by: string | null; text: string | null }
type LinkRow = { id: string; purpose: string; form: Id | null; element: string; message: LocalizedText; key: string }
type JobRow = { key: string; kind: string; payload: object; due_at: Instant }

export type About = NewInstance & { id: string }

/** Who is told of the work the decision makes for them. */
type Telling = { about: About; process: LocalizedText; workingMs: (from: Instant, to: Instant) => number }

export function planSave(decision: Decision, { about, process, workingMs }: Telling): SavePlan {
  const { startedAt, endedAt } = decision.state
  const plan: SavePlan = {
    process,
    workingMs: startedAt && endedAt ? workingMs(startedAt, endedAt) : null,
    entered: [],
    left: [],
    opened: [],
    touched: [],
    urged: [],
    copies: [],
    notices: [],
    links: [],
    jobs: [],
    cancelled: [],
    subscribed: [],
    unsubscribed: [],
    calls: [],
    calledOff: [],
    incidents: [],
    settled: [],
    archives: false,
    records: [],
    suspension: null,
  }
  planVisits(plan, decision, workingMs)
  const tasks = new Map<string, 'opened' | 'offered' | 'touched'>()
  for (const effect of decision.effects) {
    const task = taskIn(effect)
    if (task !== undefined) tasks.set(task, becomes(effect, tasks.get(task)))
    planEffect(plan, effect, { decision, about, process })
  }
  const by = decision.begin ? about.initiator : decision.principal.kind === 'person' ? decision.principal.id : null
  const order = new Map(Object.keys(tasks.size > 0 ? decision.state.tasks : {}).map((id, i) => [id, i]))
  for (const [id, what] of tasks) {
    const task = decision.state.tasks[id]
    if (!task) continue
    const rows = what === 'opened' ? plan.opened : plan.touched
    rows.push(taskRow(task, order.get(id) ?? 0, decision.now, workingMs))
    const revision = what === 'opened' ? 0 : decision.revision + 1
    if (task.status === 'open' && what !== 'touched') plan.notices.push(...toDo(task, { process, by, revision }))
  }
  return plan
}

function planVisits(plan: SavePlan, { events, state, revision }: Decision, workingMs: Telling['workingMs']): void {
  const here = new Map<string, VisitRow>()
  for (const [i, event] of events.entries()) {
    if (event.type === 'element.entered') {
      const row = entered(event, revision * 1_000 + i)
      here.set(event.element, row)
      plan.entered.push(row)
    } else if (event.type === 'element.left') {
      const from = new Date(Date.parse(event.at) - event.spentMs).toISOString()
      const end = {
        element: event.element,
        ended_at: event.at,
        status: event.status === 'completed' ? ('done' as const) : ('cancelled' as const),
        outcome: event.outcome,
        queued_ms: visitQueuedMs(state, event.element, from, event.at),
        working_ms: event.spentMs === 0 ? 0 : workingMs(from, event.at),
      }
      const known = here.get(event.element)
      if (known) Object.assign(known, end)
      else plan.left.push(end)
    } else if (event.type === 'instance.suspended') plan.suspension = 'begins'
    else if (event.type === 'instance.resumed') plan.suspension = 'ends'
  }
}

function entered(event: Extract<FlowEvent, { type: 'element.entered' }>, position: number): VisitRow {
  const { element, node, label, scope, visit, at } = event
  return {
    element,
    node,
    label,
    scope,
    visit,
    position,
    started_at: at,
    ended_at: null,
    status: 'active',
    outcome: null,
    queued_ms: null,
    working_ms: null,
  }
}

function taskIn(effect: FlowEffect): string | undefined {
  if (effect.type === 'task.open') return effect.task.id
  return effect.type === 'task.close' || effect.type === 'task.change' ? effect.task : undefined
}

/** `offered`: it is somebody's turn who was not asked before. */
function becomes(effect: FlowEffect, before: 'opened' | 'offered' | 'touched' | undefined): 'opened' | 'offered' | 'touched' {
  if (effect.type === 'task.open' || before === 'opened') return 'opened'
  const isOffered = effect.type === 'task.change' && (effect.status === 'open' || effect.candidates !== undefined)
  return isOffered || before === 'offered' ? 'offered' : 'touched'
}

function taskRow(task: TaskState, position: number, now: Instant, workingMs: Telling['workingMs']): TaskRow {
  const closedAt = task.closedAt ?? null
  return {
    id: task.id,
    element: task.element,
    node: task.node,
    label: task.label,
    kind: task.kind,
    group: task.group ?? null,
    group_label: task.groupLabel ?? null,
    candidates: task.candidates,
    assignee: task.assignee,
    outcomes: task.outcomes,
    fields: task.fields,
    form: task.form ?? null,
    status: task.status,
    opened_at: task.openedAt,
    due_at: task.dueAt ?? null,
    claimed_at: task.claimedAt ?? null,
    closed_at: closedAt,
    closed_by: task.by ?? null,
    outcome: task.outcome ?? null,
    opinion: task.opinion ?? null,
    weight: task.weight ?? 1,
    added: task.added ?? null,
    instead_of: task.insteadOf ?? null,
    queued_ms: closedAt === null ? null : queuedMs(task, now),
    working_ms: closedAt === null ? null : workingMs(task.openedAt, closedAt),
    position,
  }
}

type Place = { decision: Decision; about: About; process: LocalizedText }

function planEffect(plan: SavePlan, effect: FlowEffect, { decision, about, process }: Place): void {
  const { now } = decision
  const { id: instance, app, entity, record } = about
  const put = (job: JobRow) => {
    plan.jobs = plan.jobs.filter(({ key }) => key !== job.key)
    plan.jobs.push(job)
  }
  const takeBack = (key: string) => {
    plan.jobs = plan.jobs.filter((job) => job.key !== key)
    plan.cancelled.push(key)
  }
  switch (effect.type) {
    case 'task.open':
    case 'task.close':
    case 'task.change':
      // The rows of tasks follow the state; these only say which.
      return
    case 'record.update':
      plan.records.push(effect.values)
      return
    case 'copy':
      for (const person of new Set(effect.people)) {
        const { element, node, label, by, text = null } = effect
        plan.copies.push({ id: uuidv7(), element, node, label, person, by, text })
        plan.notices.push(copied({ person, label, process, instance }))
      }
      return
    case 'remind': {
      const task = decision.state.tasks[effect.task]
      if (effect.by !== null) plan.urged.push(effect.task)
      if (task) plan.notices.push(...effect.people.map((person) => reminded({ ...effect, person, label: task.label, process })))
      return
    }
    case 'link.issue': {
      const link = { id: uuidv7(), purpose: effect.purpose, form: effect.form ?? null, element: effect.element, message: effect.message }
      plan.links.push({ ...link, key: effect.key })
      const payload = { instance, app, entity, record, link: link.id, sendTo: effect.sendTo, message: effect.message }
      put({ key: `send-link:${effect.key}`, kind: 'flow.send-link', payload, due_at: now })
      return
    }
    case 'job':
      put({ key: effect.key, kind: effect.kind, payload: { ...effect.payload, instance }, due_at: effect.dueAt })
      return
    case 'job.cancel':
      takeBack(effect.key)
      return
    case 'action': {
      const { key, action, input, element, awaits, retries, as } = effect
      const payload = { instance, app, version: about.appVersion, entity, record, key, action, input, element, awaits, retries, as }
      put({ key, kind: 'flow.action', payload, due_at: now })
      return
    }
    case 'subscribe': {
      const { key, element, kind, name, correlation = null } = effect
      plan.subscribed.push({ key, element, kind, name, correlation })
      plan.unsubscribed = plan.unsubscribed.filter((each) => each !== key)
      return
    }
    case 'unsubscribe':
      plan.subscribed = plan.subscribed.filter(({ key }) => key !== effect.key)
      plan.unsubscribed.push(effect.key)
      return
    case 'publish': {
      const { key, kind, name, correlation = null, payload, ttlMs, told } = effect
      const publication = { instance, app, id: key, kind, name, correlation, payload, ttlMs, told }
      put({ key: `publish:${key}`, kind: 'flow.publish', payload: publication, due_at: now })
      return
    }
    case 'call': {
      const { key, element, process: called, record: about, values, variables } = effect
      plan.calls.push({ key, element, process: called })
      const payload = { instance, app, element, key, process: called, record: about, values, variables }
      put({ key, kind: 'flow.call', payload, due_at: now })
      return
    }
    case 'call.cancel':
      plan.calls = plan.calls.filter(({ key }) => key !== effect.key)
      plan.calledOff.push(effect.key)
      takeBack(effect.key)
      return
    case 'incident.open': {
      const { key, element, node, code, message } = effect
      plan.incidents.push({ key, element, node, code, error: message, payload: { instance, element, node, code } })
      plan.settled = plan.settled.filter((each) => each !== key)
      return
    }
    case 'incident.close':
      plan.incidents = plan.incidents.filter(({ key }) => key !== effect.key)
      plan.settled.push(effect.key)
      return
    case 'record.archive':
      plan.archives = true
      return
    case 'instance.end': {
      const { parent, outcome, status, variables = {}, error } = effect
      if (!parent) return
      const payload = { ...parent, child: instance, outcome, status, variables, error }
      put({ key: `child-ended:${instance}`, kind: 'flow.child-ended', payload, due_at: now })
      return
    }
  }
}
