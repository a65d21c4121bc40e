import type { SystemPrincipal } from '@tangram/access'
import { type Id, itemOf, type RecordValues } from '@tangram/data-model'
import type { FlowEffect } from '@tangram/flow-engine'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { markFinished } from '../jobs/finished-jobs.ts'
import { runPrepared } from '../prepared-query.ts'
import { isOutdated, updateRecord } from '../records/write-record.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { aboutInstance, rememberInstance } from './about-instance.ts'
import type { Decision, SaveResult } from './flows.ts'
import { messageLock } from './publish.ts'
import { type About, planSave, type SavePlan } from './save-plan.ts'
import { type SaveOutcome, saveStatement } from './save-statement.ts'
import { workingTime } from './working-time.ts'

/** Ends the transaction without an error: nothing of the decision is to be kept. */
class NotSaved extends Error {
  readonly result: SaveResult
  constructor(result: SaveResult) {
    super('not saved')
    this.result = result
  }
}

/**
 * Saves all that a decision changes, together or not at all: snapshot under its revision, events, tasks, activity, links, jobs, the
 * record. One statement where the record stays as it is; a transaction around that statement where it does not.
 *
 * @see Flows.save
 */
export async function saveDecision(context: Context, decision: Decision): Promise<SaveResult> {
  for (let attempt = 0; ; attempt++) {
    const about = decision.begin ? { id: decision.instance, ...decision.begin } : await aboutInstance(context, decision.instance)
    if (!about) throw fail('storage.flow.unknown')
    try {
      const { plan, outcome } = await save(context, decision, about)
      if (decision.finishes) markFinished(decision.finishes)
      if (decision.begin) rememberInstance(context, about)
      announce(context, about, plan, outcome)
      return { saved: true, revision: outcome.revision as number }
    } catch (error) {
      if (error instanceof NotSaved) return error.result
      const code = (error as { code?: string }).code
      if (code === 'TG003') throw fail('storage.job.fenced')
      if (code === 'TG004') throw fail('storage.link.answered')
      if (!isOutdated(error) || attempt >= 5) throw error
      context.apps.forget(about.app)
    }
  }
}

type Saved = { plan: SavePlan; outcome: SaveOutcome }

async function save(context: Context, decision: Decision, about: About): Promise<Saved> {
  const app = await context.apps.version(about.app, about.appVersion)
  const process = itemOf(app.document.processes, about.process)?.label ?? {}
  const given = { about, process, workingMs: workingTime(app, about.process) }
  const typed = decision.values ?? {}
  const plan = planSave(decision, given)
  const writes = changesOnly(typed, plan.records)
  const locks = messageLocks(about.app, decision)
  if (Object.keys(typed).length === 0 && writes.length === 0 && locks.length === 0)
    return { plan, outcome: await run(context, context.db.pool, decision, about, plan) }
  return inTransaction(context.db, async (trx) => {
    // Whoever publishes holds the same lock: a message finds its subscriber, or the subscriber finds the message.
    if (locks.length > 0) await trx.client.query(`select ${locks.map((lock) => `pg_advisory_xact_lock(${lock})`).join(', ')}`)
    if (Object.keys(typed).length > 0) await writePersonsValues(context, trx, about, decision)
    const outcome = await run(context, trx.client, decision, about, plan)
    const principal: SystemPrincipal = {
      kind: 'system',
      cause: `flow:${about.id}`,
      zone: context.options.zone,
      locale: decision.principal.locale,
    }
    for (const values of writes) {
      // A field that its own version sets may be retired since: the value waits in the retired column.
      await updateRecord(context, { ...about, principal }, about.record, values, {
        trx,
        appVersion: outcome.appVersion ?? about.appVersion,
      })
    }
    return { plan, outcome }
  })
}

/** @throws NotSaved, and what the catalogue says about tasks that are not open or somebody else's */
async function run(context: Context, executor: Executor, decision: Decision, about: About, plan: SavePlan): Promise<SaveOutcome> {
  const { rows } = await runPrepared(executor, saveStatement(context, decision, about, plan))
  const [revision, appVersion, current, task, mine, call, concerned, noticed] = rows[0] as unknown as [
    number | null,
    number | null,
    number | null,
    string | null,
    boolean | null,
    string | null,
    string[],
    string[],
  ]
  if (revision !== null) return { revision, appVersion, concerned, noticed }
  if (decision.begin) throw new NotSaved({ saved: false, reason: call === 'waiting' || call === 'cancelled' ? 'called-off' : 'repeated' })
  if (decision.task !== undefined && current === decision.revision) {
    if (task === null) throw fail('storage.task.unknown')
    if (task !== 'open') throw fail('storage.task.closed')
    if (mine !== true) throw fail('storage.task.not-yours')
  }
  throw new NotSaved({ saved: false, reason: 'stale' })
}

/** What the person typed on the task is theirs: written under their name, within the rights of the task. */
async function writePersonsValues(context: Context, trx: Transaction, about: About, decision: Decision): Promise<void> {
  const { task, principal, values = {}, version, appVersion } = decision
  // Instance first, record second, as in every other decision: two that meet do not wait for each other both ways.
  const { rowCount } = await trx.client.query({
    name: 'flow.hold',
    text: 'select from tangram.flow_instance where id = $1 and revision = $2 for update',
    values: [about.id, decision.revision],
  })
  if (rowCount === 0 && !decision.begin) throw new NotSaved({ saved: false, reason: 'stale' })
  const taskFields = task === undefined ? undefined : decision.state.tasks[task]?.fields
  if (task !== undefined && taskFields === undefined) throw fail('storage.task.unknown')
  // A task shows its holder the record as it was written; whoever starts a process sees it by their role.
  const read = taskFields ? { written: version, taskFields } : { version }
  const more = { trx, cause: `flow:${about.id}`, appVersion, ...read }
  await updateRecord(context, { ...about, principal }, about.record, values, more)
}

function messageLocks(app: Id, { effects, delivers }: Decision): bigint[] {
  const names = effects.filter(isMessageSubscription)
  const locks = [...names, ...(delivers ? [delivers] : [])].map(({ name, correlation }) => messageLock(app, name, correlation ?? null))
  return [...new Set(locks)].sort((a, b) => (a < b ? -1 : 1))
}

const isMessageSubscription = (effect: FlowEffect): effect is Extract<FlowEffect, { type: 'subscribe' }> =>
  effect.type === 'subscribe' && effect.kind === 'message'

function announce({ hub }: Context, { app, entity, record }: About, plan: SavePlan, { concerned, noticed }: SaveOutcome): void {
  if (concerned.length > 0) hub.tellLive({ type: 'task', app, entity, id: record, people: concerned })
  if (noticed.length > 0) hub.tellLive({ type: 'notification', people: noticed })
  if (plan.incidents.length + plan.settled.length > 0) hub.tellLive({ type: 'incident' })
  hub.tellLive({ type: 'record', app, entity, id: record })
  hub.tell('job', '')
}

/** Writes in their order, each without the values that the ones before it have left there. */
function changesOnly(typed: RecordValues, writes: readonly RecordValues[]): RecordValues[] {
  const there = { ...typed }
  return writes.flatMap((values) => {
    const isThere = (field: Id) => Object.hasOwn(there, field) && JSON.stringify(there[field]) === JSON.stringify(values[field])
    const changed = Object.fromEntries(Object.entries(values).filter(([field]) => !isThere(field)))
    Object.assign(there, values)
    return Object.keys(changed).length > 0 ? [changed] : []
  })
}
