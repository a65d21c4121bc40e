import { canDesign, type Principal } from '@tangram/access'
import {
  AppError,
  type DataRecord,
  fillAll,
  type Id,
  type JsonObject,
  type JsonValue,
  type LocalizedText,
  type RecordValues,
} from '@tangram/data-model'
import type { FieldError } from '@tangram/form-engine'
import { entityOf, type LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, type Executor, runQuery } from '../compiled-query.ts'
import { actorOf, type Context, givenFor } from '../context.ts'
import { fail } from '../errors.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { checkReferences } from '../records/check-references.ts'
import { checkValues, needsCurrent } from '../records/check-values.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { uniqueSets } from '../records/names.ts'
import { storedAttributes } from '../records/rows-table.ts'
import { raiseCounter, serialNumber } from '../records/serial-numbers.ts'
import { type Source, type SourceQuestion, sourceOf } from '../records/source.ts'
import { takenSet, writeError, writeMessages } from '../records/write-error.ts'
import { wholeRecord, withCurrentApp } from '../records/write-record.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { uuidv7 } from '../uuid.ts'
import { insertManyStatement, updateManyStatement } from './batch-statements.ts'
import { differing, keyText, type NamedRecord, recordsByKey, recordsByName, takenValues } from './find-records.ts'
import type { BatchOptions, ImportCounts, IncomingRow, RowRefusal } from './imports.ts'
import { importProblems } from './messages.ts'

/** A row that passed every check: its record is made or changed. */
type ReadyRow = { row: IncomingRow; id: string; values: RecordValues; current?: DataRecord }
type Working = {
  context: Context
  app: LoadedApp
  question: SourceQuestion
  source: Source
  principal: Principal
  options: BatchOptions
  cause: string
}

/** @see Imports.batch */
export async function importBatch(
  context: Context,
  principal: Principal,
  id: string,
  rows: readonly IncomingRow[],
  options: BatchOptions,
): Promise<void> {
  const { step, target, mode } = options
  await withCurrentApp(context, target.app, undefined, async (app) => {
    const entity = entityOf(app, step.entity)
    const question: SourceQuestion = { app, principal, entity: entity.id, given: givenFor(context, principal, app) }
    const working: Working = { context, app, question, source: sourceOf(question), principal, options, cause: `import:${id}` }
    const { ready, refused, unchanged, seen } = await checkedRows(working, rows)
    const counts: ImportCounts = { ...noCounts, unchanged }
    await inTransaction(context.db, async (trx) => {
      await holdJob(trx, options.fence)
      const late = mode === 'write' ? await written(working, trx, ready) : new Map<IncomingRow, readonly RowRefusal['problems'][number][]>()
      for (const { row, current } of ready) {
        const problems = late.get(row)
        if (problems) refused.push({ row: row.number, cells: row.cells, problems: [...problems] })
        else if (current) counts.changed++
        else counts.created++
      }
      const all = [...options.refused, ...refused]
      counts.refused = all.length
      await keepRefusals(trx, id, options.place.step, all)
      await keepPlace(trx, id, { step: options.place.step, counts }, options, context.now())
      trx.afterCommit.push(() => {
        const first = mode === 'write' ? ready.find(({ row }) => !late.has(row)) : undefined
        // One word for the whole batch: open lists read again.
        if (first) context.hub.tellLive({ type: 'record', app: app.id, entity: entity.id, id: first.id })
        if (principal.kind === 'person') context.hub.tellLive({ type: 'import', id, people: [principal.id] })
        if (target.follow) context.hub.tell('job', '')
      })
    })
    for (const note of seen) note()
  })
}

/** @see Imports.recall */
export async function recallRows(
  context: Context,
  principal: Principal,
  rows: readonly IncomingRow[],
  { target, step, seen }: Pick<BatchOptions, 'target' | 'step' | 'seen'>,
): Promise<void> {
  const app = await context.apps.current(target.app)
  const question: SourceQuestion = { app, principal, entity: step.entity, given: givenFor(context, principal, app) }
  const source = sourceOf(question)
  for (const set of uniqueSets(source.entity)) {
    const [field] = set
    if (set.length > 1 || field === undefined) continue
    const values = seen.values.get(field) ?? new Map<string, number>()
    seen.values.set(field, values)
    for (const row of rows) if (keyText(row.values[field]) !== '') values.set(keyText(row.values[field]), row.number)
  }
  const { key } = step
  if (key === undefined) return
  const found = await recordsByKey(
    context,
    question,
    source,
    key,
    rows.map(({ values }) => values[key] ?? null),
    context.db.pool,
  )
  for (const { values, number } of rows)
    if (keyText(values[key]) !== '' && !seen.keys.has(keyText(values[key]))) seen.keys.set(keyText(values[key]), number)
  for (const { id } of found.values()) seen.records.add(id)
}

/** Compares every row with its record and checks what it would store; nothing is written. */
async function checkedRows(
  working: Working,
  rows: readonly IncomingRow[],
): Promise<{ ready: ReadyRow[]; refused: RowRefusal[]; unchanged: number; seen: (() => void)[] }> {
  const { context, app, source, principal, options, question } = working
  const { step } = options
  const executor = context.db.pool
  const names = await recordsByName(context, app, principal, source, rows, executor)
  const key = step.key
  const existing =
    key === undefined
      ? new Map<string, DataRecord>()
      : await recordsByKey(
          context,
          question,
          source,
          key,
          rows.map(({ values }) => values[key] ?? null),
          executor,
        )
  const unique = uniqueSets(source.entity).flatMap((set) => (set.length === 1 && set[0] !== undefined ? [set[0]] : []))
  const taken = new Map<Id, Map<string, string>>()
  for (const field of unique)
    taken.set(
      field,
      await takenValues(
        context,
        app,
        source,
        field,
        rows.map(({ values }) => values[field] ?? null),
        executor,
      ),
    )

  const ready: ReadyRow[] = []
  const refused: RowRefusal[] = []
  const seen: (() => void)[] = []
  const keys = new Map(options.seen.keys)
  let unchanged = 0
  for (const row of rows) {
    const problems: RowRefusal['problems'] = []
    const values = { ...row.values, ...named(row, names, problems) }
    const keyValue = key === undefined ? '' : keyText(values[key])
    if (key !== undefined && keyValue === '') problems.push({ field: key, message: importProblems['import.row.no-key'].text })
    const twin = keyValue === '' ? undefined : keys.get(keyValue)
    if (twin !== undefined && twin !== row.number)
      problems.push({ field: key as Id, message: filled(importProblems['import.row.twice'].text, { row: twin }) })
    if (keyValue !== '' && twin === undefined) {
      keys.set(keyValue, row.number)
      seen.push(() => options.seen.keys.set(keyValue, row.number))
    }
    const current = existing.get(keyValue)
    if (current) seen.push(() => options.seen.records.add(current.id))
    const changes = current ? differing(values, current.values) : values
    if (problems.length === 0 && current && Object.keys(changes).length === 0) {
      unchanged++
      continue
    }
    for (const field of unique) {
      const text = keyText(values[field])
      if (text === '' || (current && keyText(current.values[field]) === text)) continue
      const holder = taken.get(field)?.get(text)
      const before = options.seen.values.get(field) ?? new Map<string, number>()
      options.seen.values.set(field, before)
      const earlier = before.get(text)
      if ((holder !== undefined && holder !== current?.id) || (earlier !== undefined && earlier !== row.number)) {
        if (field !== key || problems.length === 0) problems.push({ field, message: takenText(working, field) })
      } else before.set(text, row.number)
    }
    if (problems.length > 0) {
      refused.push({ row: row.number, cells: row.cells, problems })
      continue
    }
    try {
      ready.push(await checked(working, row, changes, current))
    } catch (error) {
      refused.push({ row: row.number, cells: row.cells, problems: problemsOf(error) })
    }
  }
  return { ready, refused, unchanged, seen }
}

async function checked(working: Working, row: IncomingRow, typed: RecordValues, current: DataRecord | undefined): Promise<ReadyRow> {
  const { context, app, source, principal, question } = working
  const { entity, rights } = source
  const isWhole = current !== undefined && needsCurrent(entity, undefined, Object.keys(typed))
  const before = isWhole ? await wholeRecord(context, app, entity.id, current.id) : current
  const mode = current ? 'update' : 'create'
  if (mode === 'create' && rights.create === false) throw fail('storage.record.forbidden', { action: 'create' })
  if (mode === 'update' && rights.update === false) throw fail('storage.record.forbidden', { action: 'update' })
  const values = await checkValues({
    app,
    entity,
    principal,
    rights,
    given: question.given,
    registry: context.options.platform.fields,
    // What a file leaves empty is no word against the default of a new record.
    values: current ? typed : Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null)),
    mode,
    keepsNumbers: canDesign(app.document.access, principal, app.id),
    ...(before ? { current: before.values } : {}),
    readRecord: async (target, record) => (await wholeRecord(context, app, target, record))?.values,
  })
  const asking = { app, entity, principal, executor: context.db.pool }
  await checkReferences(context, asking, values, Object.keys(typed), async () => before?.values)
  return { row, values, id: current?.id ?? uuidv7(), ...(current ? { current } : {}) }
}

/** The records that a row names, or why it cannot be kept. */
function named(row: IncomingRow, names: ReadonlyMap<Id, ReadonlyMap<string, NamedRecord>>, problems: RowRefusal['problems']): RecordValues {
  const values: RecordValues = {}
  for (const { field, names: wanted, many } of row.names) {
    const ids: string[] = []
    for (const name of wanted) {
      const found = names.get(field)?.get(name) ?? { problem: 'unknown' as const }
      if ('id' in found) ids.push(found.id)
      else problems.push({ field, message: filled(importProblems[`import.row.${found.problem}`].text, { name }) })
    }
    values[field] = many ? ids : (ids[0] ?? null)
  }
  return values
}

/** Writes what is ready; rows the database refuses are told apart by halving, so that one bad row costs the others nothing. */
async function written(working: Working, trx: Transaction, ready: readonly ReadyRow[]): Promise<Map<IncomingRow, RowRefusal['problems']>> {
  const refused = new Map<IncomingRow, RowRefusal['problems']>()
  await giveNumbers(working, ready)
  for (const part of [ready.filter(({ current }) => !current), ready.filter(({ current }) => current)])
    await writeSome(working, trx, part, refused)
  return refused
}

async function writeSome(
  working: Working,
  trx: Transaction,
  rows: readonly ReadyRow[],
  refused: Map<IncomingRow, RowRefusal['problems']>,
): Promise<void> {
  if (rows.length === 0) return
  const { context, app, source } = working
  await trx.client.query('savepoint import_rows')
  let kept: ReadonlySet<string>
  try {
    kept = await writeAll(working, trx.client, rows)
    await trx.client.query('release savepoint import_rows')
  } catch (error) {
    await trx.client.query('rollback to savepoint import_rows')
    if (takenSet(error, app, source.entity) === undefined && (error as { code?: string }).code !== '23503') throw error
    const [only] = rows
    if (rows.length > 1) {
      const middle = Math.ceil(rows.length / 2)
      await writeSome(working, trx, rows.slice(0, middle), refused)
      await writeSome(working, trx, rows.slice(middle), refused)
    } else if (only) {
      if (await renumbered(working, only, error)) await writeSome(working, trx, rows, refused)
      else refused.set(only.row, problemsOf(writeError(error, app, source.entity)))
    }
    return
  }
  for (const { row, id, current } of rows) {
    if (!kept.has(id)) refused.set(row, problemsOf(fail('storage.record.forbidden', { action: current ? 'update' : 'create' })))
  }
  context.hub.tell('job', '')
}

async function writeAll(working: Working, executor: Executor, rows: readonly ReadyRow[]): Promise<ReadonlySet<string>> {
  const { context, question, source, principal, options, cause } = working
  const common = { question, source, now: context.now(), actor: actorOf(principal), cause, follow: options.target.follow }
  const isNew = rows[0]?.current === undefined
  const changed = isNew ? [] : [...new Set(rows.flatMap(({ values }) => Object.keys(values)))].sort()
  const payload = rows.map(({ id, values, current }): JsonObject => {
    if (!current) return { ...values, id }
    const cells = changed.map(
      (field) => [`v$${field}`, values[field] ?? (Object.hasOwn(values, field) ? null : (current.values[field] ?? null))] as const,
    )
    return { id, version: current.version, ...Object.fromEntries(cells) }
  })
  const statement = isNew ? insertManyStatement({ ...common, rows: payload }) : updateManyStatement({ ...common, rows: payload, changed })
  const { rows: kept } = await runQuery<{ id: string }>(executor, compileQuery(context.db, statement))
  return new Set(kept.map(({ id }) => id))
}

/** Numbers for the rows that bring none of their own. */
async function giveNumbers({ context, app, source }: Working, rows: readonly ReadyRow[]): Promise<void> {
  const serials = storedAttributes(source.entity).filter(({ serial }) => serial)
  await Promise.all(
    rows
      .filter(({ current }) => !current)
      .flatMap(({ values }) =>
        serials.map(async (attribute) => {
          if ((values[attribute.id] ?? null) === null) values[attribute.id] = await serialNumber(context, app, source.entity, attribute)
        }),
      ),
  )
}

/** Whether a number that was taken could be given anew: the counter is behind numbers that came from elsewhere. */
async function renumbered({ context, app, source }: Working, { row, values }: ReadyRow, error: unknown): Promise<boolean> {
  const taken = takenSet(error, app, source.entity)
  const attribute = taken?.length === 1 ? attributeOf(source.entity, taken[0]) : undefined
  if (!attribute?.serial || (row.values[attribute.id] ?? null) !== null) return false
  await raiseCounter(context, app, source.entity, attribute)
  values[attribute.id] = await serialNumber(context, app, source.entity, attribute)
  return true
}

async function keepRefusals({ client }: Transaction, id: string, step: number, refused: readonly RowRefusal[]): Promise<void> {
  if (refused.length === 0) return
  await client.query(
    `insert into tangram.import_refusal (import, step, at_row, cells, problems)
     select $1, $2, r.row, r.cells, r.problems from jsonb_to_recordset($3::jsonb) as r(row integer, cells jsonb, problems jsonb) on conflict do nothing`,
    [id, step, JSON.stringify(refused)],
  )
}

/** Adds to the counts of a step and notes where to go on. */
export async function keepPlace(
  { client }: Transaction,
  id: string,
  counted: { step: number; counts: ImportCounts },
  { place, share }: Pick<BatchOptions, 'place' | 'share'>,
  now: string,
): Promise<void> {
  const { rows } = await client.query<{ counts: ImportCounts[] }>('select counts from tangram.import where id = $1 for update', [id])
  const all = rows[0]?.counts ?? []
  while (all.length <= counted.step) all.push({ ...noCounts })
  const own = all[counted.step] ?? { ...noCounts }
  for (const name of Object.keys(noCounts) as (keyof ImportCounts)[]) own[name] += counted.counts[name]
  await client.query('update tangram.import set counts = $2, step = $3, at_row = $4, share = $5, updated_at = $6 where id = $1', [
    id,
    JSON.stringify(all),
    place.step,
    place.row,
    share,
    now,
  ])
}

export const noCounts: Readonly<ImportCounts> = { created: 0, changed: 0, unchanged: 0, missing: 0, refused: 0 }

function problemsOf(error: unknown): RowRefusal['problems'] {
  if (!(error instanceof AppError) || error.status >= 500) throw error
  const errors = (error.details as { errors?: FieldError[] } | undefined)?.errors
  if (errors) return errors.map(({ path, message }) => ({ field: path.slice(1).split('/')[0] ?? '', message }))
  return [
    { ...(error.path ? { field: error.path.slice(1) } : {}), message: { en: error.messageIn('en'), 'zh-CN': error.messageIn('zh-CN') } },
  ]
}

function takenText({ source }: Working, field: Id): LocalizedText {
  const label = attributeOf(source.entity, field)?.label ?? {}
  return filled(writeMessages['storage.value.taken'].text, { field: label })
}

function filled(text: Required<LocalizedText>, params: { [name: string]: JsonValue | LocalizedText }): LocalizedText {
  return fillAll(text, params)
}
