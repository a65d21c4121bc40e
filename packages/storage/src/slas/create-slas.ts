import type { Id, Instant } from '@tangram/data-model'
import { applySla, type SlaClock, type SlaEvent, type SlaState } from '@tangram/flow-engine'
import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { cancelJob, enqueueJob } from '../jobs/enqueue-job.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { changesSince } from '../records/history.ts'
import { getRecord } from '../records/read-records.ts'
import { inTransaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { SlaKept, SlaRecord, SlaStandingOfRecord, Slas } from './slas.ts'

const columns = `c.sla, c.stage, c.round, c.status, c.started_at as "startedAt", c.target_ms as "targetMs", c.due_at as "dueAt",
  c.counted_to as "countedTo", c.elapsed_ms as "elapsedMs", c.paused_ms as "pausedMs", c.is_paused as "isPaused", c.warned,
  c.warned_at as "warnedAt", c.breached_at as "breachedAt", c.escalated, c.ended_at as "endedAt"`

export function createSlas(context: Context): Slas {
  const { db, hub } = context

  const clocksOf = async ({ app, entity, record }: SlaRecord): Promise<SlaStandingOfRecord[]> => {
    const { rows } = await db.pool.query<SlaStandingOfRecord>({
      name: 'sla.clocks',
      text: `select distinct on (c.sla, c.stage) ${columns} from tangram.sla_clock c
             where c.record = $1 and c.app = $2 and c.entity = $3 order by c.sla, c.stage, c.round desc`,
      values: [record, app, entity],
    })
    return rows
  }

  return {
    load: async (_principal, about) => {
      const { rows } = await db.pool.query<{ revision: number; version: number; appVersion: number }>({
        name: 'sla.record',
        text: 'select revision, version, app_version as "appVersion" from tangram.sla_record where record = $1 and app = $2 and entity = $3',
        values: [about.record, about.app, about.entity],
      })
      const { revision, version, appVersion } = rows[0] ?? { revision: 0, version: 0, appVersion: 0 }
      const [clocks, written] = await Promise.all([revision > 0 ? clocksOf(about) : [], changesSince(context, about, version)])
      const states: { [sla: Id]: SlaState } = {}
      for (const { sla, ...clock } of clocks) states[sla] = { clocks: { ...states[sla]?.clocks, [clock.stage]: clock } }
      const isLast = revision > 0 && written[0]?.version === version
      return { revision, appVersion, states, last: isLast ? written[0] : undefined, changes: isLast ? written.slice(1) : written }
    },

    save: (_principal, { app, entity, record }, kept) =>
      inTransaction(db, async (trx) => {
        const about = { app, entity, record }
        const { client } = trx
        // The record first, whoever comes: a timer and a change would else wait for each other's jobs.
        if (!(await keepRecord(client, about, kept))) return false
        if (kept.fence) await holdJob(trx, kept.fence)
        const at = context.now()
        for (const { sla, from, events, steps } of kept.slas) {
          await keepEvents(client, about, sla, events)
          for (const clock of clocksTouched(from, events)) await keepClock(client, about, sla, clock)
          for (const { action, input, key, cause } of steps) {
            await enqueueJob(client, { kind: 'sla.action', key, cause, payload: { ...about, action, input, key, cause } }, at)
          }
        }
        const key = `sla:${about.record}`
        await cancelJob(client, key)
        if (kept.nextAt !== null) await enqueueJob(client, { kind: 'sla.timer', key, dueAt: kept.nextAt, payload: about }, at)
        trx.afterCommit.push(() => {
          hub.tell('job', '')
          if (kept.slas.length > 0) hub.tellLive({ type: 'record', app: about.app, entity: about.entity, id: about.record })
        })
        return true
      }),

    ofRecord: async (principal, app, entity, record) => {
      await getRecord(context, { app, entity, principal }, record, { select: [] })
      if (!isUuid(record)) return []
      return clocksOf({ app, entity, record })
    },

    behind: async (_principal, app, version, limit) => {
      const { rows } = await db.pool.query<SlaRecord>(
        `select r.app, r.entity, r.record from tangram.sla_record r where r.app = $1 and r.app_version < $2
           and exists (select from tangram.sla_clock c where c.app = r.app and c.entity = r.entity and c.record = r.record and c.ended_at is null)
         order by r.record limit $3`,
        [app, version, limit],
      )
      return rows
    },

    heldSince: async (_principal, app, version) => {
      const { rows } = await db.pool.query<{ at: Instant }>(
        'select published_at as at from tangram.app_version where app = $1 and version = $2',
        [app, version],
      )
      if (!rows[0]) throw fail('storage.version.unknown', { app, version })
      return rows[0].at
    },

    open: async (_principal, records) => {
      const { rows } = await db.pool.query<{ record: string }>(
        'select distinct record from tangram.sla_clock where record = any($1::uuid[]) and ended_at is null',
        [records],
      )
      return rows.map(({ record }) => record)
    },
  }
}

/** Claims the next revision; false when another has it. */
async function keepRecord(client: PoolClient, about: SlaRecord, kept: SlaKept): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'sla.keep-record',
    text: `insert into tangram.sla_record as r (record, app, entity, revision, version, app_version) values ($1, $2, $3, $4 + 1, $5, $6)
           on conflict (record) do update set revision = excluded.revision, version = excluded.version, app_version = excluded.app_version
             where r.revision = $4 and $4 > 0`,
    values: [about.record, about.app, about.entity, kept.revision, kept.version, kept.appVersion],
  })
  return rowCount === 1
}

async function keepEvents(client: PoolClient, { app, entity, record }: SlaRecord, sla: Id, events: readonly SlaEvent[]): Promise<void> {
  if (events.length === 0) return
  await client.query({
    name: 'sla.keep-events',
    text: `insert into tangram.sla_event (app, sla, entity, record, at, event)
           select $1, $2, $3, $4, (e.event ->> 'at')::timestamptz, e.event from jsonb_array_elements($5::jsonb) with ordinality as e (event, n) order by e.n`,
    values: [app, sla, entity, record, JSON.stringify(events)],
  })
}

/** The clocks that these events touched as they left them; one that started anew beside the one before it. */
function clocksTouched(from: SlaState, events: readonly SlaEvent[]): Iterable<SlaClock> {
  const touched = new Map<string, SlaClock>()
  let state = from
  for (const event of events) {
    state = applySla(state, event)
    const clock = state.clocks[event.stage]
    if (clock) touched.set(`${clock.stage}:${clock.round}`, clock)
  }
  return touched.values()
}

async function keepClock(client: PoolClient, { app, entity, record }: SlaRecord, sla: Id, clock: SlaClock): Promise<void> {
  await client.query({
    name: 'sla.keep-clock',
    text: `insert into tangram.sla_clock (app, sla, stage, entity, record, round, status, started_at, due_at, target_ms, elapsed_ms, paused_ms,
             is_paused, counted_to, warned, escalated, warned_at, breached_at, ended_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
           on conflict (record, sla, stage, round) do update set status = excluded.status, due_at = excluded.due_at, target_ms = excluded.target_ms,
             elapsed_ms = excluded.elapsed_ms, paused_ms = excluded.paused_ms, is_paused = excluded.is_paused, counted_to = excluded.counted_to,
             warned = excluded.warned, escalated = excluded.escalated, warned_at = excluded.warned_at, breached_at = excluded.breached_at,
             ended_at = excluded.ended_at`,
    values: [
      app,
      sla,
      clock.stage,
      entity,
      record,
      clock.round,
      clock.status,
      clock.startedAt,
      clock.dueAt,
      clock.targetMs,
      clock.elapsedMs,
      clock.pausedMs,
      clock.isPaused,
      clock.countedTo,
      clock.warned,
      clock.escalated,
      clock.warnedAt,
      clock.breachedAt,
      clock.endedAt,
    ],
  })
}
