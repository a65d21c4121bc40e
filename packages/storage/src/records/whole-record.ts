import type { Principal } from '@tangram/access'
import type { DataRecord, Id, RecordValues } from '@tangram/data-model'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, type Executor, runForCells } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { explained } from '../linked/drift.ts'
import type { Transaction } from '../transaction.ts'
import type { ReferencesQuestion } from './check-references.ts'
import type { ValuesQuestion } from './check-values.ts'
import { projectionOf } from './projection.ts'
import { idsParameter } from './record-ids.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'
import { unmetPicks } from './unmet-picks.ts'

/** The record with all its values, whatever the rights; for the server's own reckoning. */
export async function wholeRecord(
  context: Context,
  app: LoadedApp,
  entity: Id,
  id: string,
  trx?: Transaction,
): Promise<DataRecord | undefined> {
  const question = ownQuestion(context, app, entity)
  return fetchOne(context, question, sourceOf(question), id, trx?.client)
}

/** The values of several such records by id. */
async function wholeRecords(
  context: Context,
  app: LoadedApp,
  entity: Id,
  ids: readonly string[],
  trx?: Transaction,
): Promise<{ [id: string]: RecordValues }> {
  const question = ownQuestion(context, app, entity)
  const found = await fetchAll(context, question, sourceOf(question), ids, trx?.client)
  return Object.fromEntries(found.map(({ id, values }) => [id, values]))
}

function ownQuestion(context: Context, app: LoadedApp, entity: Id): SourceQuestion {
  const principal: Principal = { kind: 'system', cause: 'storage', zone: context.options.zone, locale: 'zh-CN' }
  return { app, principal, entity, given: givenFor(context, principal, app) }
}

/** What checking values that somebody wrote asks of other records. */
export function outside(
  context: Context,
  writer: Omit<ReferencesQuestion, 'executor'>,
  trx: Transaction | undefined,
): Pick<ValuesQuestion, 'readRecords' | 'unmetPicks'> {
  return {
    readRecords: (entity, ids) => wholeRecords(context, writer.app, entity, ids, trx),
    unmetPicks: (picks) => unmetPicks(context, { ...writer, executor: trx?.client ?? context.db.pool }, picks),
  }
}

export async function fetchOne(
  context: Context,
  question: SourceQuestion,
  source: Source,
  id: string,
  executor?: Executor,
): Promise<DataRecord | undefined> {
  return (await fetchAll(context, question, source, [id], executor))[0]
}

async function fetchAll(
  context: Context,
  question: SourceQuestion,
  source: Source,
  ids: readonly string[],
  executor: Executor = context.db.pool,
): Promise<DataRecord[]> {
  const projection = projectionOf(question, source, 's')
  const query = sql`select ${projection.columns} from ${source.query} as s where s.id = any(${idsParameter(source.entity, ids)})`
  const rows = await runForCells(executor, compileQuery(context.db, query)).catch(async (error) => {
    throw await explained(context, question.app.id, error)
  })
  return projection.decodeAll(context, rows)
}
