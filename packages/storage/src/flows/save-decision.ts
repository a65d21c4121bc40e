import type { Principal, SystemPrincipal } from '@tangram/access'
import { type Id, itemOf, type LocalizedText, type RecordValues } from '@tangram/data-model'
import type { FieldRight, FlowEffect } from '@tangram/flow-engine'
import type { PoolClient } from 'pg'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { cancelJob, enqueueJob } from '../jobs/enqueue-job.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { answerLink, issueLink } from '../people/issue-link.ts'
import { isOutdated, updateRecord } from '../records/write-record.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { Decision, NewInstance, SaveResult } from './flows.ts'
import { noticeClosed, noticeOpened } from './task-notices.ts'

/** Ends the transaction without an error: nothing of the decision is to be kept. */
class NotSaved extends Error {
  readonly reason: 'stale' | 'repeated'
  constructor(reason: 'stale' | 'repeated') {
    super(reason)
    this.reason = reason
  }
}

/**
 * Saves all that a decision changes in one transaction: snapshot under its revision, events, tasks, activity, links, jobs, the record.
 *
 * @see Flows.save
 */
export async function saveDecision(context: Context, decision: Decision): Promise<SaveResult> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await inTransaction(context.db, (trx) => save(context, trx, decision))
    } catch (error) {
      if (error instanceof NotSaved) return { saved: false, reason: error.reason }
      if (!isOutdated(error) || attempt >= 5) throw error
      const app = decision.begin?.app ?? (await appOf(context, decision.instance))
      if (app !== undefined) context.apps.forget(app)
    }
  }
}

type Instance = NewInstance & { id: string }

async function save(context: Context, trx: Transaction, decision: Decision): Promise<SaveResult> {
  const { client } = trx
  if (decision.fence) await holdJob(trx, decision.fence)
  await acceptRequest(client, decision)
  const instance = await saveSnapshot(client, decision)
  const revision = decision.revision + 1
  // Answered first: leaving its step revokes a link that is not.
  if (decision.link !== undefined) await answerLink(client, decision.link, decision.now)
  await appendEvents(client, decision)
  const written = await writePersonsValues(context, trx, instance, decision)
  const label = await processLabel(context, instance)
  const people = new Set<string>()
  const noticed = new Set<string>()
  for (const effect of decision.effects) await carryOut(context, trx, { instance, decision, effect, written, label, people, noticed })
  trx.afterCommit.push(() => {
    const { app, entity, record } = instance
    if (people.size > 0) context.hub.tellLive({ type: 'task', app, entity, id: record, people: [...people] })
    if (noticed.size > 0) context.hub.tellLive({ type: 'notification', people: [...noticed] })
    context.hub.tellLive({ type: 'record', app, entity, id: record })
    context.hub.tell('job', '')
  })
  return { saved: true, revision }
}

async function acceptRequest(client: PoolClient, { instance, requestId, now }: Decision): Promise<void> {
  const { rowCount } = await client.query({
    name: 'flow.request',
    text: 'insert into tangram.flow_request (instance, request, at) values ($1, $2, $3) on conflict do nothing',
    values: [instance, requestId, now],
  })
  if (rowCount === 0) throw new NotSaved('repeated')
}

async function saveSnapshot(client: PoolClient, { instance, begin, revision, requestId, state, now }: Decision): Promise<Instance> {
  const status = state.status === 'new' ? 'running' : state.status
  const totalMs = state.endedAt && state.startedAt ? Date.parse(state.endedAt) - Date.parse(state.startedAt) : null
  const common = [JSON.stringify(state), status, state.outcome, state.endedAt, totalMs]
  if (begin) {
    const { rowCount } = await client.query({
      name: 'flow.begin',
      text: `insert into tangram.flow_instance (id, state, status, outcome, ended_at, total_ms, app, app_version, process, entity, record, initiator, start_request, started_at, revision)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1) on conflict (start_request) do nothing`,
      values: [
        instance,
        ...common,
        begin.app,
        begin.appVersion,
        begin.process,
        begin.entity,
        begin.record,
        begin.initiator,
        requestId,
        state.startedAt ?? now,
      ],
    })
    if (rowCount === 0) throw new NotSaved('repeated')
    return { id: instance, ...begin }
  }
  const { rows } = await client.query<Instance>({
    name: 'flow.advance',
    text: `update tangram.flow_instance set state = $2, status = $3, outcome = $4, ended_at = $5, total_ms = $6, revision = revision + 1
           where id = $1 and revision = $7 returning id, app, app_version as "appVersion", process, entity, record, initiator`,
    values: [instance, ...common, revision],
  })
  if (!rows[0]) throw new NotSaved('stale')
  return rows[0]
}

async function appendEvents(client: PoolClient, { instance, events }: Decision): Promise<void> {
  if (events.length === 0) return
  await client.query({
    name: 'flow.events',
    text: `insert into tangram.flow_event (instance, seq, at, event)
           select $1, coalesce((select max(seq) from tangram.flow_event where instance = $1), 0) + e.n, (e.event ->> 'at')::timestamptz, e.event
           from jsonb_array_elements($2::jsonb) with ordinality as e (event, n)`,
    values: [instance, JSON.stringify(events)],
  })
  for (const event of events) {
    if (event.type === 'element.entered') {
      await client.query({
        name: 'flow.entered',
        text: `insert into tangram.activity (instance, element, node, label, started_at, status) values ($1, $2, $3, $4, $5, 'active')`,
        values: [instance, event.element, event.node, JSON.stringify(event.label), event.at],
      })
    } else if (event.type === 'element.left') {
      await client.query({
        name: 'flow.left',
        // A link nobody has answered asks about a step that is over: by timer, by cancelling, by whatever ended the visit.
        text: `with revoked as (
                 update tangram.link set revoked_at = $3
                 where instance = $1::uuid and element = $2 and answered_at is null and revoked_at is null
               )
               update tangram.activity set ended_at = $3, status = $4, outcome = $5 where instance = $1 and element = $2`,
        values: [instance, event.element, event.at, event.status === 'completed' ? 'done' : 'cancelled', event.outcome],
      })
    }
  }
}

/** What the person typed on the task is theirs: written under their name, within the rights of the task. Returns what was written. */
async function writePersonsValues(context: Context, trx: Transaction, instance: Instance, decision: Decision): Promise<RecordValues> {
  const { task, principal, values = {} } = decision
  let taskFields: { [field: Id]: FieldRight } | undefined
  if (task !== undefined) {
    const actor = actorOf(principal)
    const { rows } = isUuid(task)
      ? await trx.client.query<{ status: string; candidates: string[]; fields: { [field: Id]: FieldRight } }>({
          name: 'task.hold',
          text: 'select status, candidates, fields from tangram.task where id = $1 and instance = $2 for update',
          values: [task, instance.id],
        })
      : { rows: [] }
    const [found] = rows
    if (!found) throw fail('storage.task.unknown')
    if (found.status !== 'open') throw fail('storage.task.closed')
    if (actor === null || !found.candidates.includes(actor)) throw fail('storage.task.not-yours')
    taskFields = found.fields
  }
  if (Object.keys(values).length === 0) return {}
  const { version, appVersion } = decision
  const more = { trx, cause: `flow:${instance.id}`, version, appVersion, ...(taskFields ? { taskFields } : {}) }
  await updateRecord(context, { ...instance, principal }, instance.record, values, more)
  return values
}

type CarryOut = {
  instance: Instance
  decision: Decision
  effect: FlowEffect
  /** Values of the record that are written already. */
  written: RecordValues
  label: LocalizedText
  /** Collects whom open or closed tasks concern. */
  people: Set<string>
  /** Collects who has a notification more, or one less to read. */
  noticed: Set<string>
}

async function carryOut(
  context: Context,
  trx: Transaction,
  { instance, decision, effect, written, label, people, noticed }: CarryOut,
): Promise<void> {
  const { client } = trx
  const { app, entity, record, id } = instance
  switch (effect.type) {
    case 'task.open': {
      const { task } = effect
      for (const person of task.candidates) people.add(person)
      await client.query({
        name: 'task.open',
        text: `insert into tangram.task (id, instance, app, entity, record, element, node, process_label, label, kind, "group", group_label, candidates, assignee, outcomes, fields, form, status, opened_at, due_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'open', $18, $19)`,
        values: [
          task.id,
          id,
          app,
          entity,
          record,
          task.element,
          task.node,
          JSON.stringify(label),
          JSON.stringify(task.label),
          task.kind,
          task.group ?? null,
          task.groupLabel ? JSON.stringify(task.groupLabel) : null,
          task.candidates,
          task.assignee,
          JSON.stringify(task.outcomes),
          JSON.stringify(task.fields),
          task.form ?? null,
          decision.now,
          task.dueAt ?? null,
        ],
      })
      const by = decision.begin ? instance.initiator : actorOf(decision.principal)
      const opened = { id: task.id, app, entity, record, label: task.label, process: label, candidates: task.candidates, by }
      for (const person of await noticeOpened(client, opened, decision.now)) noticed.add(person)
      return
    }
    case 'task.close': {
      const { rows } = await client.query<{ candidates: string[] }>({
        name: 'task.close',
        text: `update tangram.task set status = $2, closed_at = $3, closed_by = $4, outcome = $5, opinion = $6 where id = $1 and status = 'open' returning candidates`,
        values: [effect.task, effect.status, decision.now, effect.by ?? null, effect.outcome ?? null, effect.opinion ?? null],
      })
      for (const person of rows[0]?.candidates ?? []) people.add(person)
      for (const person of await noticeClosed(client, effect.task, decision.now)) noticed.add(person)
      return
    }
    case 'record.update': {
      const values = Object.fromEntries(Object.entries(effect.values).filter(([field, value]) => !sameAs(written, field, value)))
      if (Object.keys(values).length === 0) return
      const principal: SystemPrincipal = {
        kind: 'system',
        cause: `flow:${id}`,
        zone: context.options.zone,
        locale: decision.principal.locale,
      }
      // A field that its own version sets may be retired since: the value waits in the retired column.
      await updateRecord(context, { app, entity, principal }, record, values, { trx, appVersion: instance.appVersion })
      return
    }
    case 'link.issue': {
      const link = await issueLink(context, client, asIssuer(decision.principal), {
        app,
        entity,
        record,
        purpose: effect.purpose,
        form: effect.form ?? null,
        instance: id,
        element: effect.element,
        message: effect.message,
        key: effect.key,
      })
      const payload = { instance: id, app, entity, record, link: link.id, sendTo: effect.sendTo, message: effect.message }
      return enqueueJob(client, { kind: 'flow.send-link', key: `send-link:${effect.key}`, payload, cause: `flow:${id}` }, decision.now)
    }
    case 'job':
      return enqueueJob(
        client,
        { kind: effect.kind, key: effect.key, payload: { ...effect.payload, instance: id }, dueAt: effect.dueAt, cause: `flow:${id}` },
        decision.now,
      )
    case 'job.cancel':
      return cancelJob(client, effect.key)
    case 'action': {
      const payload = { instance: id, app, entity, record, key: effect.key, action: effect.action, input: effect.input }
      return enqueueJob(client, { kind: 'flow.action', key: effect.key, payload, cause: `flow:${id}` }, decision.now)
    }
    case 'instance.end':
      // The snapshot says it already.
      return
  }
}

function asIssuer(principal: Principal): string | null {
  return principal.kind === 'person' ? principal.id : null
}

function sameAs(written: RecordValues, field: Id, value: unknown): boolean {
  return Object.hasOwn(written, field) && JSON.stringify(written[field]) === JSON.stringify(value)
}

async function processLabel(context: Context, { app, appVersion, process }: Instance): Promise<LocalizedText> {
  const version = await context.apps.version(app, appVersion)
  return itemOf(version.document.processes, process)?.label ?? {}
}

async function appOf(context: Context, instance: string): Promise<Id | undefined> {
  const { rows } = await context.db.pool.query<{ app: Id }>('select app from tangram.flow_instance where id = $1', [instance])
  return rows[0]?.app
}
