import { type Entity, type Id, type Instant, isEncrypted, type RecordValues } from '@tangram/data-model'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import { cancelJob } from '../jobs/enqueue-job.ts'
import type { NewJob } from '../jobs/jobs.ts'
import { attributeOf, columnOf } from '../records/entity-columns.ts'
import { encryptedFields, vaultOf } from './encrypted-fields.ts'
import { type Rewrite, rewritePast } from './rewrite-past.ts'
import { isSealed } from './sealed-value.ts'

const sweepKey = (app: Id) => `encryption.sweep:${app}`

/** The job that sweeps an app should the process that published it end before it did. */
export function sweepJob(app: Id, now: Instant): NewJob {
  return { kind: 'encryption.sweep', key: sweepKey(app), payload: { app }, dueAt: new Date(Date.parse(now) + 120_000).toISOString() }
}

/**
 * What a publish leaves to do after the switch, when fields became encrypted or no longer are: history and drafts are sealed or opened, and
 * retired columns of encrypted fields emptied. Finds by itself what is left, so it can be repeated.
 */
export async function sweepApp(context: Context, id: Id, signal?: AbortSignal): Promise<void> {
  context.apps.forget(id)
  const app = await context.apps.current(id)
  if (!app.vault) return
  const { rows: columns } = await context.db.pool.query<Column>(
    'select entity, attribute, name, type from tangram.app_column where app = $1',
    [id],
  )
  for (const entity of app.resolved.ownEntities.filter(({ linked }) => !linked)) {
    const ofEntity = columns.filter((column) => column.entity === entity.id)
    const encrypted = encryptedFields(entity)
    for (const column of ofEntity) if (isReadable(app, entity, column)) await emptied(context, app, entity, column.name)
    await rewritePast(context, { app: id, entity: entity.id, fields: encrypted }, sealing(app, entity), signal)
    const ended = ofEntity.flatMap(({ attribute, type }) => (type === sealedType && isPlainText(entity, attribute) ? [attribute] : []))
    await rewritePast(context, { app: id, entity: entity.id, fields: ended }, opening(app, entity), signal)
  }
  await cancelJob(context.db.pool, sweepKey(id))
}

type Column = { entity: Id; attribute: Id; name: string; type: string }

export const sealedType = 'text encrypted'

/** A retired column with values from before their field was encrypted. */
function isReadable(app: LoadedApp, entity: Entity, { attribute, name, type }: Column): boolean {
  return type !== sealedType && isEncrypted(attributeOf(entity, attribute)?.valueType) && columnOf(app, entity, attribute) !== name
}

function isPlainText(entity: Entity, field: Id): boolean {
  const type = attributeOf(entity, field)?.valueType
  return type?.kind === 'text' && !isEncrypted(type)
}

const batch = 5_000

async function emptied({ db }: Context, { id }: LoadedApp, entity: Entity, name: string): Promise<void> {
  const [table, column] = [sql.id(id, entity.id), sql.id(name)]
  const { sql: text } =
    sql`update ${table} set ${column} = null where id in (select id from ${table} where ${column} is not null limit ${sql.lit(batch)})`.compile(
      db.kysely,
    )
  for (;;) {
    const { rowCount } = await db.pool.query(text)
    if ((rowCount ?? 0) < batch) return
  }
}

function sealing(app: LoadedApp, { id: entity }: Entity): Rewrite {
  return async (past) =>
    past.map(({ record, values }) =>
      mapped(values, (field, text) => (isSealed(text) ? undefined : vaultOf(app).seal({ entity, field, record }, text))),
    )
}

function opening(app: LoadedApp, { id: entity }: Entity): Rewrite {
  return async (past) => {
    const sealed = past.flatMap(({ record, values }) =>
      Object.entries(values).flatMap(([field, text]) => (isSealed(text) ? [{ place: { entity, field, record }, sealed: text }] : [])),
    )
    const opened = await vaultOf(app).open(sealed)
    const texts = new Map(sealed.map(({ sealed: one }, i) => [one, opened[i]]))
    return past.map(({ values }) =>
      mapped(values, (_, text) => {
        const each = texts.get(text)
        return each && 'text' in each ? each.text : undefined
      }),
    )
  }
}

/** The values that become others. */
export function mapped(values: RecordValues, change: (field: Id, text: string) => string | null | undefined): RecordValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, text]) => {
      const value = typeof text === 'string' ? change(field, text) : undefined
      return value === undefined ? [] : [[field, value]]
    }),
  )
}
