import type { Pool } from 'pg'
import type { Recorder } from './recorder.ts'

export type FlowCounts = {
  /** Jobs that came through, with each of their steps. */
  finished: number
  steps: number
  /** Acknowledged work that is not there, or effects that never happened. */
  lost: number
  /** Effects in the database that happened twice. */
  doubled: number
  /** The same effect under two idempotency keys, or two effects under one: a peer that honours keys would do it twice, or not at all. */
  strayKeys: number
  /** Deliveries beyond the first of a key: what a kill between a delivery and its record makes unavoidable. */
  repeatedDeliveries: number
  stuck: number
}

const sums = {
  finished: `select count(*) as n from tangram.flow_instance where app = 'drill' and status = 'ended'`,
  steps: `select count(*) as n from tangram.flow_event e join tangram.flow_instance i on i.id = e.instance where i.app = 'drill'`,
  unfinished: `select count(*) as n from tangram.flow_instance where app = 'drill' and status <> 'ended'`,
  withoutProcess: `select count(*) as n from drill.job j where not exists (select from tangram.flow_instance i where i.record = j.id)`,
  withoutEntry: `select count(*) as n from drill.job j where not exists (select from drill.entry e where e.marker = j.marker)`,
  notCounted: `select count(*) as n from drill.job where coalesce(runs, 0) < 1`,
  countedTwice: `select coalesce(sum(runs - 1), 0) as n from drill.job where runs > 1`,
  entriesTwice: `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from drill.entry group by marker having count(*) > 1) as d`,
  jobsTwice: `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from drill.job group by marker having count(*) > 1) as d`,
  processesTwice: `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from tangram.flow_instance where app = 'drill' group by record having count(*) > 1) as d`,
  tasksTwice: `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from tangram.task where app = 'drill' group by instance having count(*) > 1) as d`,
  visitsTwice: `select coalesce(sum(c - 1), 0) as n from (select count(*) as c from tangram.activity a join tangram.flow_instance i on i.id = a.instance where i.app = 'drill' group by a.instance, a.node having count(*) > 1) as d`,
} as const

/** Looks at everything the drill has left. `acknowledged`: markers of jobs and ids of tasks that a server promised. */
export async function countFlow(
  pool: Pool,
  recorder: Recorder,
  acknowledged: { jobs: readonly string[]; tasks: readonly string[] },
  stuck: number,
): Promise<FlowCounts> {
  const number = async (sql: string, values: unknown[] = []) => Number((await pool.query<{ n: string }>(sql, values)).rows[0]?.n ?? 0)
  const found = Object.fromEntries(await Promise.all(Object.entries(sums).map(async ([name, sql]) => [name, await number(sql)]))) as {
    [name in keyof typeof sums]: number
  }
  const jobsGone = await number(
    'select count(*) as n from unnest($1::text[]) as a(marker) where not exists (select from drill.job j where j.marker = a.marker)',
    [acknowledged.jobs],
  )
  const tasksOpen = await number(
    `select count(*) as n from unnest($1::uuid[]) as a(id) where not exists (select from tangram.task t where t.id = a.id and t.status = 'done')`,
    [acknowledged.tasks],
  )
  const { rows: jobs } = await pool.query<{ marker: string }>('select marker from drill.job')
  const delivered = new Set([...recorder.deliveries.values()].map(({ marker }) => marker))
  const times = [...recorder.deliveries.values()].reduce((sum, each) => sum + each.times, 0)
  return {
    finished: found.finished,
    steps: found.steps,
    lost:
      jobsGone +
      tasksOpen +
      found.unfinished +
      found.withoutProcess +
      found.withoutEntry +
      found.notCounted +
      jobs.filter(({ marker }) => !delivered.has(marker)).length,
    doubled: found.countedTwice + found.entriesTwice + found.jobsTwice + found.processesTwice + found.tasksTwice + found.visitsTwice,
    strayKeys: Math.abs(recorder.deliveries.size - delivered.size) + (recorder.deliveries.has('') ? 1 : 0),
    repeatedDeliveries: times - recorder.deliveries.size,
    stuck,
  }
}
