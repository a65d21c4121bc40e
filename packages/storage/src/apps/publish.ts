import type { Principal } from '@tangram/access'
import { type AppDocument, checkApp, planPublish, resolveApp, type UsedIds } from '@tangram/app-model'
import { type Diagnostic, type Id, inOrder, pointer } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { PoolClient } from 'pg'
import { actorOf, type Context } from '../context.ts'
import { convertSealed, isSealing } from '../encryption/convert-sealed.ts'
import { sweepApp, sweepJob } from '../encryption/sweep-app.ts'
import { openVault, type Vault } from '../encryption/vault.ts'
import { fail } from '../errors.ts'
import { enqueueJob } from '../jobs/enqueue-job.ts'
import { driftOf } from '../linked/drift.ts'
import type { Published, PublishProgress, Unconverted } from './apps.ts'
import { caseProblems } from './case-problems.ts'
import { dropUnwantedIndexes } from './indexes.ts'
import type { ColumnMap } from './loaded-app.ts'
import { planColumns, type SchemaTarget } from './plan-columns.ts'
import { computationUpdate, conversionUpdate, preparationSteps } from './prepare-schema.ts'

type Request = {
  principal: Principal
  app: Id
  document: AppDocument
  /** False when going back to an earlier version: an emergency waits for no play. */
  playsCases: boolean
  note: string | null
  onProgress?: (progress: PublishProgress) => void
  /** What published versions have used, as it is when asked. */
  usedIds: (app: Id) => Promise<UsedIds>
}
type Current = { version: number | null; document: AppDocument | null; columns: ColumnMap }

/**
 * Makes a document the app: prepares online what the schema lacks, then switches in one transaction that lasts milliseconds.
 * Interrupted anywhere before the switch, nothing has changed for anybody; publishing again takes up where it stopped.
 *
 * @throws storage.draft.invalid 422, storage.app.busy 409
 */
export async function publishDocument(context: Context, request: Request): Promise<Published> {
  const { db, options } = context
  refuseErrors(checkApp(request.document, options.platform))
  refuseErrors(await driftOf(context, request.document))
  if (request.playsCases) refuseErrors(await caseProblems(context, request.principal, request.document))
  const client = await db.pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('tangram.publish:' || $1, 0)) as mine`,
      [request.app],
    )
    if (!rows[0]?.mine) throw fail('storage.app.busy', { app: request.app })
    try {
      // Building an index may take longer than any request.
      await client.query('set statement_timeout = 0')
      return await publishLocked(context, client, request)
    } finally {
      await client.query('reset statement_timeout')
      await client.query(`select pg_advisory_unlock(hashtextextended('tangram.publish:' || $1, 0))`, [request.app])
    }
  } finally {
    client.release()
  }
}

function refuseErrors(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw fail('storage.draft.invalid', { count: errors.length }, { path: errors[0]?.path, details: { diagnostics } })
}

async function publishLocked(context: Context, client: PoolClient, request: Request): Promise<Published> {
  const { platform } = context.options
  const current = await currentVersion(client, request.app)
  const plan = planPublish(current.document, request.document, platform, { used: await request.usedIds(request.app) })
  refuseErrors(plan.diagnostics)
  const from = current.document && { app: resolveApp(current.document, platform), columns: current.columns }
  const target = await planColumns(client, from, resolveApp(request.document, platform))
  const startedAt = context.now()
  const seals = target.conversions.some(isSealing)
  // Before the switch: while it lasts, writers may hold every other connection.
  const vault = seals ? await openVault(context, request.app) : undefined
  const steps = preparationSteps(context, target, vault)
  for (const [i, step] of steps.entries()) {
    request.onProgress?.({ step: i + 1, steps: steps.length + 1, text: { en: 'Preparing the tables', 'zh-CN': '正在准备数据表' } })
    await step(client).catch((error) => {
      throw preparationError(error, target)
    })
  }
  request.onProgress?.({ step: steps.length + 1, steps: steps.length + 1, text: { en: 'Switching over', 'zh-CN': '正在切换' } })
  const version = await switchOver(context, client, request, { target, vault, startedAt, diff: plan.diff })
  context.apps.forget(request.app)
  await context.apps.current(request.app)
  context.hub.tellLive({ type: 'app', app: request.app })
  await dropUnwantedIndexes(context, client, target)
  if (seals) {
    request.onProgress?.({
      step: steps.length + 1,
      steps: steps.length + 1,
      text: { en: 'Sealing history and drafts', 'zh-CN': '正在处理历史记录和草稿' },
    })
    await sweepApp(context, request.app)
  }
  return { version, unconverted: await unconvertedValues(context, client, target) }
}

async function currentVersion(client: PoolClient, app: Id): Promise<Current> {
  const { rows } = await client.query<Current>(
    'select a.version, v.document, v.columns from tangram.app a left join tangram.app_version v on v.app = a.id and v.version = a.version where a.id = $1',
    [app],
  )
  if (!rows[0]) throw fail('storage.app.unknown', { app })
  return { ...rows[0], columns: rows[0].columns ?? {} }
}

/** The only moment writers wait: what was written to a converted column meanwhile is carried over, the version is set, everybody is told. */
async function switchOver(
  context: Context,
  client: PoolClient,
  request: Request,
  { target, vault, startedAt, diff }: { target: SchemaTarget; vault: Vault | undefined; startedAt: string; diff: unknown },
): Promise<number> {
  const run = async (statement: RawBuilder<unknown>) => {
    const { sql: text, parameters } = statement.compile(context.db.kysely)
    await client.query(text, [...parameters])
  }
  await client.query('begin')
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('tangram.app:' || $1, 0))`, [request.app])
    const { rows } = await client.query<{ last: number | null }>('select max(version) as last from tangram.app_version where app = $1', [
      request.app,
    ])
    const version = (rows[0]?.last ?? 0) + 1
    for (const conversion of target.conversions) {
      const since = writtenSince(request.app, conversion.entity, conversion.owner, startedAt)
      if (vault && isSealing(conversion)) {
        await convertSealed(context, client, { app: target.app, vault, conversion }, since)
        continue
      }
      await run(conversionUpdate(context, target.app, conversion, since))
    }
    for (const computation of target.computations) {
      const owner = computation.owner && { entity: computation.owner.entity.id }
      await run(computationUpdate(context, target, computation, writtenSince(request.app, computation.entity.id, owner, startedAt)))
    }
    await client.query(
      'insert into tangram.app_version (app, version, document, columns, diff, note, published_at, published_by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        request.app,
        version,
        JSON.stringify(request.document),
        JSON.stringify(target.columns),
        JSON.stringify(diff),
        request.note,
        context.now(),
        actorOf(request.principal),
      ],
    )
    await client.query('update tangram.app set version = $2 where id = $1', [request.app, version])
    // What was promised may have changed: every clock that runs goes on by the new version.
    await client.query(
      `insert into tangram.job (kind, payload, key, due_at)
       select 'sla.revise', jsonb_build_object('app', $1::text, 'version', $2::integer), 'sla.revise:' || $1 || ':' || $2::text, $3::timestamptz
       where exists (select from tangram.sla_clock c where c.app = $1 and c.ended_at is null)`,
      [request.app, version, context.now()],
    )
    // Should this process end before it has seen to history, drafts and retired columns, a job does.
    if (vault) await enqueueJob(client, sweepJob(request.app, context.now()), context.now())
    // What starts by the clock may have changed, too.
    if (startsByClock(request.document)) {
      await client.query(
        `insert into tangram.job (kind, payload, key, due_at)
         values ('flow.schedules', jsonb_build_object('app', $1::text), 'flow.schedules:' || $1 || ':' || $2::text, $3::timestamptz)`,
        [request.app, version, context.now()],
      )
    }
    const live = Object.entries(target.columns).flatMap(([entity, names]) => Object.values(names).map((name) => `${entity}.${name}`))
    await client.query(
      `update tangram.app_column set retired_at = case when entity || '.' || name = any($2::text[]) then null else coalesce(retired_at, $3::timestamptz) end where app = $1`,
      [request.app, live, context.now()],
    )
    await client.query(`select pg_notify('tangram_app', $1)`, [request.app])
    await client.query('commit')
    return version
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

function startsByClock({ processes }: AppDocument): boolean {
  return inOrder(processes).some(({ nodes }) =>
    inOrder(nodes).some(({ type, config }) => type === 'start' && config.trigger === 'schedule'),
  )
}

/** What people wrote while the columns were filled: ids of changes begin with their time. Ten minutes more cost nothing but the work. */
function writtenSince(app: Id, entity: Id, owner: { entity: Id } | undefined, startedAt: string): RawBuilder<unknown> {
  const since = sql`(extract(epoch from ${startedAt}::timestamptz - interval '10 minutes') * 1000)::bigint`
  const first = sql`(lpad(to_hex(${since}), 12, '0') || repeat('0', 20))::uuid`
  const records = sql`select record from tangram.change where id >= ${first} and app = ${app} and entity = ${owner?.entity ?? entity}`
  return owner ? sql`where t.record in (${records})` : sql`where t.id in (${records})`
}

const maxUnconverted = 1000

async function unconvertedValues(context: Context, client: PoolClient, target: SchemaTarget): Promise<Unconverted[]> {
  const found: Unconverted[] = []
  for (const { entity, owner, attribute, from, to } of target.conversions.filter((each) => !isSealing(each))) {
    const query = sql`select ${sql.id(owner ? 'record' : 'id')}::text as record, ${sql.id(from)}::text as value from ${sql.id(target.app.id, entity)}
      where ${sql.id(from)} is not null and ${sql.id(to)} is null order by id limit ${sql.lit(maxUnconverted)}`
    const { rows } = await client.query<{ record: string; value: string }>(query.compile(context.db.kysely).sql)
    const place = owner ? { entity: owner.entity, attribute: `${owner.subform}.${attribute}` } : { entity, attribute }
    found.push(...rows.map((row) => ({ ...place, ...row })))
  }
  return found
}

/** Values that occur twice keep a unique index from being built: the author's to solve. */
function preparationError(error: unknown, target: SchemaTarget): unknown {
  const { code, table, detail } = error as { code?: string; table?: string; detail?: string }
  if (code !== '23505') return error
  const entity = target.app.ownEntities.find((each) => each.id === table)
  const path = entity ? pointer('entities', 'items', entity.id) : '/entities'
  return fail('storage.publish.not-unique', { entity: entity?.label ?? table ?? '?' }, { path, details: { detail }, cause: error })
}
