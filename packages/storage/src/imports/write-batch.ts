import type { Principal } from '@tangram/access'
import type { DataRecord, Id, JsonObject, RecordValues } from '@tangram/data-model'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, type Executor, runQuery } from '../compiled-query.ts'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { attributeOf } from '../records/entity-columns.ts'
import { encodedRows } from '../records/rows-from.ts'
import { storedAttributes, subformsOf } from '../records/rows-table.ts'
import { raiseCounter, serialNumber } from '../records/serial-numbers.ts'
import { concealedFields, type Source, type SourceQuestion } from '../records/source.ts'
import { takenSet, writeError } from '../records/write-error.ts'
import type { Transaction } from '../transaction.ts'
import { insertManyStatement, keeps, tells, updateManyStatement } from './batch-statements.ts'
import type { BatchOptions, IncomingRow, RowProblemText } from './imports.ts'
import { problemsOf } from './row-problems.ts'

/** A row that passed every check: its record is made or changed. */
export type ReadyRow = {
  row: IncomingRow
  id: string
  values: RecordValues
  current?: DataRecord
  /** Fields it gives that are theirs to write in some records only. */
  ruled: readonly Id[]
}

export type Working = {
  context: Context
  app: LoadedApp
  question: SourceQuestion
  source: Source
  principal: Principal
  options: BatchOptions
  cause: string
}

/** Writes what is ready; rows the database refuses are told apart by halving, so that one bad row costs the others nothing. */
export async function written(working: Working, trx: Transaction, ready: readonly ReadyRow[]): Promise<Map<IncomingRow, RowProblemText[]>> {
  const refused = new Map<IncomingRow, RowProblemText[]>()
  await giveNumbers(working, ready)
  // One statement writes the rows of the same sub-forms for all its records, and fields under the same rules.
  const subformsIn = ({ values }: ReadyRow) => subformsOf(working.source.entity).filter(({ id }) => Object.hasOwn(values, id))
  const parts = Map.groupBy(ready, (row) => `${row.current ? `changed ${subformsIn(row).map(({ id }) => id)}` : 'new'} ${row.ruled}`)
  for (const part of parts.values()) await writeSome(working, trx, part, refused)
  return refused
}

async function writeSome(
  working: Working,
  trx: Transaction,
  rows: readonly ReadyRow[],
  refused: Map<IncomingRow, RowProblemText[]>,
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
      else refused.set(only.row, problemsOf(writeError(error, app, source.entity), source.entity, only.row))
    }
    return
  }
  for (const { row, id, current } of rows) {
    const action = current ? 'update' : 'create'
    if (!kept.has(id)) refused.set(row, problemsOf(fail('storage.record.forbidden', { action }), source.entity, row))
  }
  context.hub.tell('job', '')
}

async function writeAll(working: Working, executor: Executor, rows: readonly ReadyRow[]): Promise<ReadonlySet<string>> {
  const { context, question, source, principal, options, cause } = working
  const common = {
    question,
    source,
    now: context.now(),
    actor: actorOf(principal),
    cause,
    follow: options.target.follow,
    ruled: rows[0]?.ruled ?? [],
  }
  const isNew = rows[0]?.current === undefined
  const changed = isNew ? [] : [...new Set(rows.flatMap(({ values }) => Object.keys(values)))].sort()
  const concealed = concealedFields(question.app, source.entity)
  const payload = rows.map(({ id, values, current }): JsonObject => {
    if (!current) return { ...values, id }
    const cells = Object.entries(values).map(([field, value]) => [`v$${field}`, value] as const)
    const kept = changed.filter((field) => !Object.hasOwn(values, field))
    const isTold = Object.keys(values).some((field) => !concealed.has(field))
    return { id, version: current.version, [keeps]: kept, [tells]: isTold, ...Object.fromEntries(cells) }
  })
  const subforms = rowsToWrite(working, rows)
  const write = { ...common, rows: payload, subforms }
  const statement = isNew ? insertManyStatement(write) : updateManyStatement({ ...write, changed })
  const { rows: kept } = await runQuery<{ id: string }>(executor, compileQuery(context.db, statement))
  return new Set(kept.map(({ id }) => id))
}

/** The rows of the sub-forms that these records bring, each with its record. */
function rowsToWrite({ app, source }: Working, records: readonly ReadyRow[]): Map<Id, JsonObject[]> {
  const subforms = subformsOf(source.entity).filter(({ id }) => records.some(({ values }) => Object.hasOwn(values, id)))
  return new Map(
    subforms.map((subform) => [
      subform.id,
      records.flatMap(({ id, values }) =>
        encodedRows(app, source.entity, subform, values[subform.id]).map((row) => ({ ...row, record: id }) as JsonObject),
      ),
    ]),
  )
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
