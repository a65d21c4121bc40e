import type { Principal } from '@tangram/access'
import {
  type Attribute,
  type DataRecord,
  type Entity,
  type Id,
  type Instant,
  invariant,
  type JsonValue,
  type RecordValues,
} from '@tangram/data-model'
import type { FieldRight } from '@tangram/flow-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, type Executor, runForCells } from '../compiled-query.ts'
import { actorOf, type Context, causeOf } from '../context.ts'
import { codedValues, sealedValue } from '../encryption/encrypted-fields.ts'
import { fail } from '../errors.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import { attachFiles, filesIn, withTrueFiles } from './attach-files.ts'
import { checkReferences } from './check-references.ts'
import { checkTyped, placesIn } from './check-typed.ts'
import { needsCurrent } from './check-values.ts'
import { encodeValue } from './codec.ts'
import { attributeOf } from './entity-columns.ts'
import { fieldsWithRules, fixedHere, refuseFixed, withoutUnseen } from './open-cells.ts'
import { openedApp } from './opened-app.ts'
import { projectionOf, type Row } from './projection.ts'
import { replayed } from './read-back.ts'
import type { WriteOptions } from './records.ts'
import { fingerprintOf, principalKey } from './request-key.ts'
import { encodeRows } from './rows-from.ts'
import { storedAttributes, subformsOf } from './rows-table.ts'
import { raiseCounter, serialNumber } from './serial-numbers.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'
import { fetchOne, outside, wholeRecord } from './whole-record.ts'
import { takenSet, writeError } from './write-error.ts'
import { ask, prepared, type Write } from './write-question.ts'
import { insertStatement, presenceStatement, updateStatement } from './write-statements.ts'

export type UpdateOptions = WriteOptions & {
  /** The version the writer was shown: nothing changed for them since. */
  version?: number
  /** How often the record was written when it was read, whoever sees what of it. */
  written?: number
  /** Rights of the open task this update completes: they stand in for the role's. */
  taskFields?: { readonly [field: Id]: FieldRight }
  /** Values as far as they are known already, all of them; saves reading the record. */
  current?: { version: number; values: RecordValues }
}

/** @see Records.create */
export async function createRecord(
  context: Context,
  write: Write,
  typed: RecordValues,
  more: WriteOptions & { id?: string } = {},
): Promise<DataRecord> {
  return withCurrentApp(context, write.app, more.trx, async (published) => {
    const app = await openedApp(context, published, more.appVersion)
    const { question, source } = ask(context, app, write)
    const { entity } = source
    const id = more.id ?? uuidv7()
    invariant(isUuid(id), 'a record id is a uuid')
    const values = await checkTyped({
      ...question,
      entity,
      rights: source.rights,
      registry: context.options.platform.fields,
      values: await believed(context, app, { ...write, entity, id }, typed, more.trx),
      mode: 'create',
      form: more.form,
      ...outside(context, { ...question, entity }, more.trx),
    })
    const asking = { ...question, entity, executor: more.trx?.client ?? context.db.pool }
    await checkReferences(context, asking, values, Object.keys(typed).map(placesIn(app, entity.id)), async () => undefined)
    const key = more.idempotencyKey
    const asked = key === undefined ? null : fingerprintOf(write.principal, codedValues(app, entity, typed), more.form)
    const given = Object.keys(typed).flatMap((each) => ((typed[each] ?? null) === null ? [] : [placesIn(app, entity.id)(each)]))
    const ruled = fieldsWithRules(source.rights, 'create', given)
    const statement = prepared(question, source, `insert ${entity.id} ${key === undefined} ${ruled}`, () =>
      compileQuery(context.db, insertStatement(question, source, key !== undefined, ruled)),
    )
    for (let attempt = 0; ; attempt++) {
      await giveNumbers(context, app, entity, values)
      try {
        const row = await inOne(context, { ...write, id, values, more, app, entity }, async (executor) => {
          const base = baseArgs(context, write.principal, more, id, {}, asked)
          const args = [
            ...base,
            ...[...storedAttributes(entity), ...subformsOf(entity)].map((each) => encoded(app, entity, each, id, values[each.id])),
          ]
          const rows = await runForCells(executor, statement, args)
          return rows[0]
        })
        if (row) return finish(context, question, source, row, more.trx)
        const earlier = key === undefined ? undefined : await replayed(context, question, source, write.principal, key, asked)
        if (earlier) return earlier
        // Whoever may make every record was refused for what they gave it.
        if (source.rights.create === true && ruled[0] !== undefined) throw fixedHere(ruled[0])
        throw fail('storage.record.forbidden', { action: 'create' })
      } catch (error) {
        // Numbers that were imported: count on from the highest of them.
        const taken = takenSet(error, app, entity)
        const serial = taken?.length === 1 ? attributeOf(entity, taken[0]) : undefined
        if (!serial?.serial || typed[serial.id] !== undefined || more.trx || attempt > 2) throw writeError(error, app, entity)
        await raiseCounter(context, app, entity, serial)
        delete values[serial.id]
      }
    }
  })
}

/** @see Records.update */
export async function updateRecord(
  context: Context,
  write: Write,
  id: string,
  typed: RecordValues,
  more: UpdateOptions = {},
): Promise<DataRecord> {
  return withCurrentApp(context, write.app, more.trx, async (published) => {
    const app = await openedApp(context, published, more.appVersion)
    const { question, source } = ask(context, app, write)
    const { entity } = source
    if (!isUuid(id)) throw fail('storage.record.unknown')
    const placeOf = placesIn(app, entity.id)
    for (let attempt = 0; ; attempt++) {
      const current =
        app.opened || needsCurrent(entity, more.form, Object.keys(typed))
          ? (more.current ?? (await wholeRecord(context, app, entity.id, id, more.trx)))
          : undefined
      const byRole = Object.keys(typed).filter((each) => !Object.hasOwn(more.taskFields ?? {}, each))
      const ruled = fieldsWithRules(source.rights, 'update', byRole.map(placeOf))
      const seen = ruled.length > 0 ? await fetchOne(context, question, source, id, more.trx?.client) : undefined
      const closed = (fields: readonly Id[] = []) => byRole.filter((each) => fields.includes(placeOf(each)))
      const own = seen
        ? withoutUnseen(typed, {
            hidden: closed(seen.hidden),
            masked: closed(seen.masked),
            values: Object.fromEntries(byRole.map((each) => [each, seen.values[placeOf(each)] ?? null])),
          })
        : typed
      const values = await checkTyped({
        ...question,
        entity,
        rights: source.rights,
        registry: context.options.platform.fields,
        values: await believed(context, app, { ...write, entity, id }, own, more.trx),
        mode: 'update',
        current: current?.values,
        form: more.form,
        taskFields: more.taskFields,
        ...outside(context, { ...question, entity }, more.trx),
      })
      const asking = { ...question, entity, executor: more.trx?.client ?? context.db.pool }
      const before = async () => (current ?? (await wholeRecord(context, app, entity.id, id, more.trx)))?.values
      await checkReferences(context, asking, values, Object.keys(own).map(placeOf), before)
      const changed = Object.keys(values).sort()
      // The task stands in for the role on the fields it names; whoever writes another one needs the role's right.
      const isByTask =
        more.taskFields !== undefined && Object.keys(own).every((id) => ['write', 'required'].includes(more.taskFields?.[id] ?? ''))
      const right = isByTask ? 'none' : 'update'
      const open = ruled.filter((each) => changed.includes(each))
      if (seen) refuseFixed(open, seen)
      const make = () => compileQuery(context.db, updateStatement(question, source, changed, right, open))
      const statement = prepared(question, source, `update ${entity.id} ${right} ${changed.join()} ${open.join()}`, make)
      const known = more.written ?? current?.version
      const row = await inOne(context, { ...write, id, values, more, app, entity }, async (executor) => {
        const args = [
          ...baseArgs(context, write.principal, more, id, { version: more.version, known }),
          ...changed.map((each) => encoded(app, entity, attributeOf(entity, each), id, values[each])),
        ]
        const rows = await runForCells(executor, statement, args)
        return rows[0]
      }).catch((error) => {
        throw writeError(error, app, entity)
      })
      if (row) return finish(context, question, source, row, more.trx)
      const reason = await reasonFor(context, question, source, id, 'update', more, typed)
      // Somebody was quicker than our own reading, without changing what the writer goes by: read again.
      if (reason.code === 'storage.record.forbidden' && more.written === undefined && current && attempt < 5) continue
      throw reason
    }
  })
}

/** @see Records.remove, Records.restore */
export async function moveRecord(
  context: Context,
  write: Write,
  id: string,
  kind: 'remove' | 'restore',
  more: WriteOptions & { version?: number } = {},
): Promise<DataRecord> {
  return withCurrentApp(context, write.app, more.trx, async (app) => {
    const { question, source } = ask(context, app, write)
    if (!isUuid(id)) throw fail('storage.record.unknown')
    const { entity } = source
    const statement = compileQuery(context.db, presenceStatement(question, source, kind))
    const row = await inOne(context, { ...write, id, values: {}, more, app, entity }, async (executor) => {
      const rows = await runForCells(executor, statement, baseArgs(context, write.principal, more, id, { version: more.version }))
      return rows[0]
    }).catch((error) => {
      throw writeError(error, app, entity)
    })
    if (row) return finish(context, question, source, row, more.trx)
    throw await reasonFor(context, question, source, id, kind, more, {})
  })
}

/** Runs the work with the published version; again with a newer one when the write found that it was published meanwhile. */
export async function withCurrentApp<T>(
  context: Context,
  id: Id,
  trx: Transaction | undefined,
  work: (app: LoadedApp) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work(await context.apps.current(id))
    } catch (error) {
      if (!isOutdated(error)) throw error
      context.apps.forget(id)
      // Inside somebody's transaction nothing can be repeated: whoever opened it does.
      if (trx || attempt >= 5) throw error
    }
  }
}

/** True when a write named a version of the app that is no longer the published one. */
export function isOutdated(error: unknown): boolean {
  return (error as { code?: string }).code === 'TG001'
}

function encoded(app: LoadedApp, entity: Entity, attribute: Attribute | undefined, record: string, value: JsonValue | undefined): unknown {
  if (attribute?.rows) return encodeRows(app, entity, attribute, value)
  const kept = attribute ? sealedValue(app, entity, attribute.id, record, value) : value
  return encodeValue(attribute?.valueType ?? { kind: 'text' }, kept)
}

/** What was typed, with nothing taken from the client that we know better. */
async function believed(
  context: Context,
  app: LoadedApp,
  { entity, id, principal }: { entity: Entity; id: string; principal: Principal },
  typed: RecordValues,
  trx: Transaction | undefined,
): Promise<RecordValues> {
  const files = filesIn(app.opened?.then ?? app, entity, typed, context.options.platform.fields)
  if (files.size === 0) return typed
  return withTrueFiles(trx?.client ?? context.db.pool, { app: app.id, entity, record: id, principal, files }, typed)
}

/** One statement on its own where that is enough; together with the fence and the files of the record in one transaction where not. */
async function inOne(
  context: Context,
  write: { principal: Principal; id: string; values: RecordValues; more: WriteOptions; app: LoadedApp; entity: Entity },
  run: (executor: Executor) => Promise<Row | undefined>,
): Promise<Row | undefined> {
  const { more, app, entity, values, id, principal } = write
  const files = filesIn(app, entity, values, context.options.platform.fields)
  const told = (trx?: Transaction) => {
    const tell = () => {
      // A table that is gone is on nobody's page.
      if (!app.opened || app.opened.now.resolved.entity(entity.id))
        context.hub.tellLive({ type: 'record', app: app.id, entity: entity.id, id })
      context.hub.tell('job', '')
    }
    if (trx) trx.afterCommit.push(tell)
    else tell()
  }
  if (!more.trx && !more.fence && files.size === 0) {
    const row = await run(context.db.pool)
    if (row) told()
    return row
  }
  return inTransaction(
    context.db,
    async (trx) => {
      if (more.fence) await holdJob(trx, more.fence)
      if (files.size > 0) await attachFiles(trx, { app: app.id, entity, record: id, principal, files })
      const row = await run(trx.client)
      if (row) told(trx)
      return row
    },
    more.trx,
  )
}

function baseArgs(
  context: Context,
  principal: Principal,
  more: WriteOptions,
  id: string,
  { version, known }: { version?: number | undefined; known?: number | undefined },
  asked: string | null = null,
): unknown[] {
  const now: Instant = context.now()
  return [
    id,
    now,
    actorOf(principal),
    more.cause ?? causeOf(principal),
    uuidv7(),
    version ?? null,
    principalKey(principal),
    more.idempotencyKey ?? null,
    asked,
    known ?? null,
  ]
}

async function finish(
  context: Context,
  question: SourceQuestion,
  source: Source,
  row: Row,
  trx: Transaction | undefined,
): Promise<DataRecord> {
  const projection = prepared(question, source, `written ${source.entity.id}`, () => projectionOf(question, source, 's'))
  const [record] = await projection.decodeAll(trx ? { labels: noLabels } : context, [row])
  invariant(record, 'one row makes one record')
  return record
}

/** Within a transaction another connection is not waited for. */
const noLabels = { known: () => undefined, collect: async () => {}, close: () => {} }

async function giveNumbers(context: Context, app: LoadedApp, entity: Entity, values: RecordValues): Promise<void> {
  for (const attribute of storedAttributes(entity)) {
    if (attribute.serial && (values[attribute.id] ?? null) === null)
      values[attribute.id] = await serialNumber(context, app, entity, attribute)
  }
}

/** Why a write met no row: the record is not there for this principal, newer than they saw, or theirs only to read. */
async function reasonFor(
  context: Context,
  question: SourceQuestion,
  source: Source,
  id: string,
  action: 'update' | 'remove' | 'restore',
  more: UpdateOptions,
  yours: RecordValues,
) {
  const shown = action === 'restore' ? sourceOf({ ...question, deleted: true }) : source
  const current = await fetchOne(context, question, shown, id, more.trx?.client)
  if (!current) return fail('storage.record.unknown')
  if (question.principal.kind !== 'system' && (await isArchived(context, id, more.trx))) return fail('storage.record.archived')
  const isOld = more.version !== undefined && current.version !== more.version
  const written = more.written !== undefined ? await wholeRecord(context, question.app, source.entity.id, id, more.trx) : undefined
  if (isOld || written?.version !== more.written)
    return fail('storage.record.stale', { version: current.version }, { details: { current, yours } })
  return fail('storage.record.forbidden', { action })
}

async function isArchived(context: Context, id: string, trx: Transaction | undefined): Promise<boolean> {
  const { rowCount } = await (trx?.client ?? context.db.pool).query('select from tangram.archived_record where record = $1', [id])
  return rowCount === 1
}
