import { AppError, type Id, invariant, type RecordValues } from '@tangram/data-model'
import { startFor } from '@tangram/flow-engine'
import { type CompiledRule, decideRule, type RecordChange, type RuleDecision } from '@tangram/rule-engine'
import type { Change, JobContext, PublishedApp, Storage } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import { formOfCause } from './cause-of-form.ts'
import type { CompiledApp } from './compiled-app.ts'
import type { FlowRunner } from './flow-runner.ts'
import type { SlaRunner } from './follow-slas.ts'
import { causeOfStart } from './start-process.ts'

/**
 * What one change sets going: processes that start on it, steps of rules, clocks of agreements. Runs at least once per change; a repeat finds the
 * process started and the steps queued under the same keys.
 */
export async function followChange(
  services: {
    storage: Storage
    flows: FlowRunner
    slas: SlaRunner
    compiled: (app: PublishedApp) => CompiledApp
    zone: string
    now: () => string
  },
  id: string,
  { fence }: Pick<JobContext, 'fence'>,
): Promise<void> {
  const { storage, flows, slas, compiled, zone } = services
  const system = asSystem(`change:${id}`, zone)
  const change = await storage.changes.get(system, id)
  const app = await storage.apps.get(system, change.app)
  const { processes, rules } = compiled(app)
  // One process or rule that cannot go on keeps the others from nothing; the job is tried again for its sake.
  const failures: unknown[] = []
  const attempt = (work: () => Promise<unknown>) => work().catch((error: unknown) => void failures.push(error))
  if (change.kind === 'create' || change.kind === 'update') {
    const values = wholeRecord(change)
    const happening = {
      entity: change.entity,
      form: formOfCause(change.cause),
      before: change.kind === 'create' ? null : (change.before ?? {}),
      values,
    }
    for (const [process, compiledProcess] of processes) {
      const start = startFor(compiledProcess, happening, { now: services.now(), zone })
      if (start === undefined || (await isOwnDoing(services, change, process))) continue
      const { app: of, entity, record, actor: initiator } = change
      const beginning = { app: of, process, entity, record, initiator, values, start, requestId: `change:${id}:${process}` }
      await attempt(() => flows.begin(beginning, app, { fence }))
    }
  }
  for (const rule of rules) {
    await attempt(async () => {
      for (const step of await stepsOf(services, rule, change)) {
        await storage.jobs.enqueue(system, { kind: 'rule.action', key: step.key, cause: step.cause, payload: { change: id, ...step } })
      }
    })
  }
  if (slas.concerns(app, change.entity)) await attempt(() => slas.follow(change, { fence }))
  if (change.kind === 'update') await attempt(() => slas.followRelated(change, { fence }))
  if (failures.length > 0) throw failures[0]
}

/** A process is not started by the record that it was started with, nor by what it writes itself: it would start without end. */
async function isOwnDoing({ storage, zone }: { storage: Storage; zone: string }, { cause }: Change, process: Id): Promise<boolean> {
  if (cause === causeOfStart(process)) return true
  if (!cause?.startsWith('flow:')) return false
  const instance = await storage.flows.load(asSystem('change', zone), cause.slice('flow:'.length)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'storage.flow.unknown') return null
    throw error
  })
  return instance?.process === process
}

const mostFactRounds = 20

async function stepsOf(
  { storage, zone, now }: { storage: Storage; zone: string; now: () => string },
  rule: CompiledRule,
  change: Change,
): Promise<NonNullable<RuleDecision['steps']>> {
  const seen: RecordChange = {
    id: change.id,
    kind: change.kind,
    entity: change.entity,
    record: change.record,
    before: change.before,
    after: change.after,
    cause: change.cause,
  }
  const at = now()
  let facts = {}
  for (let round = 0; round < mostFactRounds; round++) {
    const decision = decideRule(rule, seen, { now: at, zone, facts })
    if (decision.need === undefined) return decision.steps
    facts = { ...facts, ...(await storage.flows.readFacts(asSystem('rule', zone), change, decision.need)) }
  }
  invariant(false, `rule ${rule.document.id} asked for facts ${mostFactRounds} times`)
}

/** A process that starts sees the columns every record has, too; who created a record that is changed it looks up. */
function wholeRecord(change: Change): RecordValues {
  return {
    ...change.after,
    id: change.record,
    version: change.version,
    ...(change.kind === 'create' ? { created_at: change.at, created_by: change.actor } : {}),
    updated_at: change.at,
    updated_by: change.actor,
  }
}
