import { invariant, itemOf, type RecordValues } from '@tangram/data-model'
import { applySla, compileSla, decideSla, initialSlaState, type SlaClock, type SlaInput } from '@tangram/flow-engine'
import type { Database } from '@tangram/storage'
import { serviceDesk } from '../app.ts'

type Change = { at: string; version: number; after: RecordValues }

const rowsPerPage = 2_000

/**
 * Plays the agreement over the last year and a bit of the change log of the sample, as the server would have done day by day: the clocks are those of the real
 * engine. Nobody is told of what was late long ago; what is still to come has its timer.
 *
 * @param levels of the customers, by id
 */
export async function playAgreement(
  db: Pick<Database, 'pool'>,
  app: { id: string; version: number },
  now: string,
  levels: ReadonlyMap<string, string>,
): Promise<void> {
  const document = itemOf(serviceDesk.slas, 'complaints')
  invariant(document, 'the service desk has an agreement')
  const { sla } = compileSla(document, { calendars: serviceDesk.calendars })
  const about = { app: app.id, entity: document.entity }

  const play = (record: string, changes: readonly Change[]) => {
    const last = changes.at(-1)
    invariant(last, 'a record has a change')
    const inputs = changes.map(({ at, after }): SlaInput => ({ type: 'change', at, before: null, after }))
    let state = initialSlaState()
    let nextAt: string | null = null
    for (const input of [...inputs, { type: 'time', at: now, values: last.after } satisfies SlaInput]) {
      const customer = String(last.after.customer)
      const facts = { [`value:customer.level@${customer}`]: levels.get(customer) ?? null }
      const decision = decideSla(sla, state, input, { record, zone: 'Asia/Shanghai', facts })
      invariant(decision.events, 'the sample knows the levels of its customers')
      state = decision.events.reduce(applySla, state)
      nextAt = decision.nextAt
    }
    return { record, version: last.version, nextAt, clocks: Object.values(state.clocks) }
  }

  await db.pool.query('analyze tangram.change')
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await client.query<{ record: string; changes: Change[] }>(
        // Only what the agreement looks at: whole records would take longer to read than to count.
        `select c.record, json_agg(json_build_object('at', to_char(c.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'version', c.version,
           'after', json_build_object('status', c.after -> 'status', 'urgency', c.after -> 'urgency', 'customer', c.after -> 'customer',
             'first_response_at', c.after -> 'first_response_at', 'resolved_at', c.after -> 'resolved_at')) order by c.version) as changes
         from tangram.change c where c.app = '${app.id}' and c.entity = '${document.entity}' and c.record > $1
         group by c.record having min(c.at) >= $3::timestamptz - interval '400 days' order by c.record limit $2`,
        [after, rowsPerPage, now],
      )
      const played = rows.map(({ record, changes }) => play(record, changes))
      await insert(client, { ...about, sla: document.id, appVersion: app.version }, played)
      const last = rows.at(-1)
      if (!last || rows.length < rowsPerPage) break
      after = last.record
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
  await db.pool.query('analyze tangram.sla_clock')
}

type Played = { record: string; version: number; nextAt: string | null; clocks: SlaClock[] }

async function insert(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  about: { app: string; entity: string; sla: string; appVersion: number },
  played: readonly Played[],
): Promise<void> {
  const { app, entity, sla, appVersion } = about
  await client.query(
    `insert into tangram.sla_record (record, app, entity, revision, version, app_version)
     select (r ->> 'record')::uuid, $2, $3, 1, (r ->> 'version')::integer, $4 from jsonb_array_elements($1::jsonb) as r`,
    [JSON.stringify(played.map(({ record, version }) => ({ record, version }))), app, entity, appVersion],
  )
  await client.query(
    `insert into tangram.sla_clock (app, sla, stage, entity, record, round, status, started_at, due_at, target_ms, elapsed_ms, paused_ms,
       is_paused, counted_to, warned, escalated, warned_at, breached_at, ended_at)
     select $2, $4, c.stage, $3, c.record, c.round, c.status, c."startedAt", c."dueAt", c."targetMs", c."elapsedMs", c."pausedMs",
       c."isPaused", c."countedTo", c.warned, c.escalated, c."warnedAt", c."breachedAt", c."endedAt"
     from jsonb_to_recordset($1::jsonb) as c(record uuid, stage text, round integer, status text, "startedAt" timestamptz, "dueAt" timestamptz,
       "targetMs" bigint, "elapsedMs" bigint, "pausedMs" bigint, "isPaused" boolean, "countedTo" timestamptz, warned integer[], escalated text[],
       "warnedAt" timestamptz, "breachedAt" timestamptz, "endedAt" timestamptz)`,
    [JSON.stringify(played.flatMap(({ record, clocks }) => clocks.map((clock) => ({ record, ...clock })))), app, entity, sla],
  )
  await client.query(
    `insert into tangram.job (kind, payload, key, due_at)
     select 'sla.timer', jsonb_build_object('app', $2::text, 'entity', $3::text, 'record', r ->> 'record'), 'sla:' || (r ->> 'record'), (r ->> 'nextAt')::timestamptz
     from jsonb_array_elements($1::jsonb) as r where r ->> 'nextAt' is not null`,
    [JSON.stringify(played.map(({ record, nextAt }) => ({ record, nextAt }))), app, entity],
  )
}
