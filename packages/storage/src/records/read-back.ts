import type { Principal } from '@tangram/access'
import type { DataRecord, Id, JsonValue } from '@tangram/data-model'
import type { LoadedApp } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { principalKey, refuseOtherRequest } from './request-key.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'
import { fetchOne } from './whole-record.ts'
import { ask, type Write } from './write-question.ts'

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
  const { zone, locale } = write.principal
  const own: SourceQuestion = { ...question, principal: { kind: 'system', cause: 'replay', zone, locale } }
  const record = await fetchOne(context, own, sourceOf(own), id, trx?.client)
  if (!record) throw fail('storage.record.unknown')
  const values: { [id: Id]: JsonValue } = {}
  for (const { id: attribute } of source.attributes) values[attribute] = record.values[attribute] ?? null
  return { ...record, values }
}
