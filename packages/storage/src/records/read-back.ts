import type { Principal } from '@tangram/access'
import type { DataRecord } from '@tangram/data-model'
import { sql } from 'kysely'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { compileQuery, runForCells } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { tableOf } from './entity-columns.ts'
import { projectionOf } from './projection.ts'
import { principalKey, refuseOtherRequest } from './request-key.ts'
import type { Source, SourceQuestion } from './source.ts'
import { ask, type Write } from './write-question.ts'
import { asWritten } from './write-statements.ts'

export async function replayed(
  context: Context,
  question: SourceQuestion,
  source: Source,
  principal: Principal,
  key: string,
  asked: string | null,
): Promise<DataRecord | undefined> {
  const { rows } = await context.db.pool.query<{ record: string; asked: string | null }>(
    'select record, asked from tangram.idempotency where principal = $1 and key = $2 and app = $3 and entity = $4',
    [principalKey(principal), key, question.app.id, source.entity.id],
  )
  if (!rows[0]) return undefined
  refuseOtherRequest(rows[0].asked, asked)
  return readBack(context, question.app, { app: question.app.id, entity: source.entity.id, principal }, rows[0].record)
}

/** What somebody wrote they may see, as the first answer showed it. */
export async function readBack(context: Context, app: LoadedApp, write: Write, id: string, trx?: Transaction): Promise<DataRecord> {
  const { question, source } = ask(context, app, write)
  const projection = projectionOf(question, source, 's')
  const mine = sql`(select * from ${tableOf(app, source.entity)} where id = ${id}::uuid and deleted_at is null)`
  const query = sql`select ${projection.columns} from ${asWritten(question, source, mine)} as s`
  const rows = await runForCells(trx?.client ?? context.db.pool, compileQuery(context.db, query))
  const [record] = await projection.decodeAll(context, rows)
  if (!record) throw fail('storage.record.unknown')
  return record
}
