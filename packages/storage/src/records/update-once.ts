import type { DataRecord, RecordValues } from '@tangram/data-model'
import { entityOf } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import { codedValues } from '../encryption/encrypted-fields.ts'
import { inTransaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import { readBack } from './read-back.ts'
import { fingerprintOf, principalKey, refuseOtherRequest } from './request-key.ts'
import type { Write } from './write-question.ts'
import { type UpdateOptions, updateRecord, withCurrentApp } from './write-record.ts'

/**
 * Updates a record once per key. The key is taken in the transaction of the update, so that neither is there without the other; a
 * repeat waits for the first and answers with the record as it is. The same key on another record is another write.
 */
export async function updateOnce(
  context: Context,
  write: Write,
  id: string,
  typed: RecordValues,
  { idempotencyKey, ...more }: UpdateOptions & { idempotencyKey: string },
): Promise<DataRecord> {
  const [principal, key] = [principalKey(write.principal), `update ${id} ${idempotencyKey}`]
  // No record of an app has such an id: nothing is written, under whatever key.
  if (!isUuid(id)) return updateRecord(context, write, id, typed, more)
  const app = await context.apps.current(write.app)
  const asked = fingerprintOf(write.principal, codedValues(app, entityOf(app, write.entity), typed), more.form)
  const update = () =>
    inTransaction(
      context.db,
      async (trx) => {
        const { rowCount } = await trx.client.query({
          name: 'record.once',
          text: `insert into tangram.idempotency (principal, key, app, entity, record, created_at, asked) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
          values: [principal, key, write.app, write.entity, id, context.now(), asked],
        })
        if (rowCount === 0) {
          const { rows } = await trx.client.query<{ asked: string | null }>({
            name: 'record.asked',
            text: 'select asked from tangram.idempotency where principal = $1 and key = $2',
            values: [principal, key],
          })
          refuseOtherRequest(rows[0]?.asked ?? null, asked)
        } else await updateRecord(context, write, id, typed, { ...more, trx })
      },
      more.trx,
    )
  await withCurrentApp(context, write.app, more.trx, update)
  return withCurrentApp(context, write.app, more.trx, (app) => readBack(context, app, write, id, more.trx))
}
