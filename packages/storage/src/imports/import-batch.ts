import { canDesign, type Principal } from '@tangram/access'
import type { DataRecord, Entity, Id, JsonObject, LocalizedText, RecordValues } from '@tangram/data-model'
import { entityOf } from '../apps/loaded-app.ts'
import { type Context, givenFor } from '../context.ts'
import { encryptedFields } from '../encryption/encrypted-fields.ts'
import { fail } from '../errors.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { checkReferences } from '../records/check-references.ts'
import { checkValues, needsCurrent } from '../records/check-values.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { uniqueSets } from '../records/names.ts'
import { fieldsWithRules, refuseFixed, withoutUnseen } from '../records/open-cells.ts'
import { type SourceQuestion, sourceOf } from '../records/source.ts'
import { outside, wholeRecord } from '../records/whole-record.ts'
import { writeMessages } from '../records/write-error.ts'
import { refuseLinked } from '../records/write-question.ts'
import { withCurrentApp } from '../records/write-record.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { uuidv7 } from '../uuid.ts'
import { differing } from './differing.ts'
import { keyText, type NamedRecord, placeOf, recordsByKey, recordsByName, takenValues } from './find-records.ts'
import type { BatchOptions, ImportCounts, IncomingRow, RowProblemText, RowRefusal } from './imports.ts'
import { importProblems } from './messages.ts'
import { filled, problemsOf } from './row-problems.ts'
import { type ReadyRow, type Working, written } from './write-batch.ts'

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
    refuseEncrypted(entity, rows)
    const question: SourceQuestion = { app, principal, entity: entity.id, given: givenFor(context, principal, app) }
    const working: Working = { context, app, question, source: sourceOf(question), principal, options, cause: `import:${id}` }
    const { ready, refused, unchanged, seen } = await checkedRows(working, rows)
    const counts: ImportCounts = { ...noCounts, unchanged }
    await inTransaction(context.db, async (trx) => {
      await holdJob(trx, options.fence)
      const late = mode === 'write' ? await written(working, trx, ready) : new Map<IncomingRow, readonly RowProblemText[]>()
      for (const { row, current } of ready) {
        const problems = late.get(row)
        if (problems) refused.push(refusalOf(row, [...problems]))
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

/** @throws storage.encryption.import 422: the file, and what is told of its rows, would hold the values readable */
function refuseEncrypted(entity: Entity, rows: readonly IncomingRow[]): void {
  const field = encryptedFields(entity).find((id) => rows.some(({ values }) => Object.hasOwn(values, id)))
  if (field !== undefined) throw fail('storage.encryption.import', { field: attributeOf(entity, field)?.label ?? field })
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
    const problems: RowProblemText[] = []
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
    const changes = current ? differing(source.entity, values, current.values) : values
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
      refused.push(refusalOf(row, problems))
      continue
    }
    try {
      ready.push(await checked(working, row, changes, current))
    } catch (error) {
      refused.push(refusalOf(row, problemsOf(error, source.entity, row)))
    }
  }
  return { ready, refused, unchanged, seen }
}

async function checked(working: Working, row: IncomingRow, typed: RecordValues, current: DataRecord | undefined): Promise<ReadyRow> {
  const { context, app, source, principal, question } = working
  const { entity, rights } = source
  refuseLinked(entity)
  const isWhole = current !== undefined && needsCurrent(entity, undefined, Object.keys(typed))
  const before = isWhole ? await wholeRecord(context, app, entity.id, current.id) : current
  const mode = current ? 'update' : 'create'
  if (mode === 'create' && rights.create === false) throw fail('storage.record.forbidden', { action: 'create' })
  if (mode === 'update' && rights.update === false) throw fail('storage.record.forbidden', { action: 'update' })
  const own = current ? withoutUnseen(typed, current) : typed
  const values = await checkValues({
    app,
    entity,
    principal,
    rights,
    given: question.given,
    registry: context.options.platform.fields,
    // What a file leaves empty is no word against the default of a new record.
    values: current ? own : Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null)),
    mode,
    keepsNumbers: canDesign(app.document.access, principal, app.id),
    ...(before ? { current: before.values } : {}),
    ...outside(context, { app, entity, principal }, undefined),
  })
  const asking = { app, entity, principal, executor: context.db.pool }
  await checkReferences(context, asking, values, Object.keys(own), async () => before?.values)
  const given = Object.keys(own).filter((field) => Object.hasOwn(values, field) && (current || own[field] !== null))
  const ruled = fieldsWithRules(rights, mode, given).sort()
  if (current) refuseFixed(ruled, current)
  return { row, values, id: current?.id ?? uuidv7(), ruled, ...(current ? { current } : {}) }
}

/** The values that name records, those of sub-forms within their rows; or why the record cannot be kept. */
function named(row: IncomingRow, names: ReadonlyMap<string, ReadonlyMap<string, NamedRecord>>, problems: RowProblemText[]): RecordValues {
  const values: RecordValues = {}
  for (const each of row.names) {
    const { field, names: wanted, many, within } = each
    const ids: string[] = []
    for (const name of wanted) {
      const found = names.get(placeOf(each))?.get(name) ?? { problem: 'unknown' as const }
      if ('id' in found) ids.push(found.id)
      else {
        const line = within === undefined ? {} : { line: row.lines[within]?.[each.row ?? 0] ?? row.number }
        problems.push({ field: within ?? field, ...line, message: filled(importProblems[`import.row.${found.problem}`].text, { name }) })
      }
    }
    const value = many ? ids : (ids[0] ?? null)
    if (within === undefined) values[field] = value
    else {
      const rows = (values[within] ?? structuredClone(row.values[within]) ?? []) as JsonObject[]
      const own = rows[each.row ?? 0]
      if (own) own[field] = value
      values[within] = rows
    }
  }
  return values
}

function refusalOf({ number, cells, more }: IncomingRow, problems: RowProblemText[]): RowRefusal {
  return { row: number, cells, more, problems }
}

/** Each line of the file with what is wrong; the other lines of a refused record point to its first. */
async function keepRefusals({ client }: Transaction, id: string, step: number, refused: readonly RowRefusal[]): Promise<void> {
  if (refused.length === 0) return
  const lines = refused.flatMap(({ row, cells, more = [], problems }) => {
    const belongs: RowProblemText = { of: row, message: filled(importProblems['import.row.belongs'].text, { row }) }
    return [{ row, cells, problems }, ...more.map((line) => ({ row: line.number, cells: line.cells, problems: [belongs] }))]
  })
  await client.query(
    `insert into tangram.import_refusal (import, step, at_row, cells, problems)
     select $1, $2, r.row, r.cells, r.problems from jsonb_to_recordset($3::jsonb) as r(row integer, cells jsonb, problems jsonb) on conflict do nothing`,
    [id, step, JSON.stringify(lines)],
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

function takenText({ source }: Working, field: Id): LocalizedText {
  const label = attributeOf(source.entity, field)?.label ?? {}
  return filled(writeMessages['storage.value.taken'].text, { field: label })
}
