import type { Principal } from '@tangram/access'
import { sql } from 'kysely'
import { entityOf } from '../apps/loaded-app.ts'
import { compileQuery, runQuery } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { holdJob } from '../jobs/hold-job.ts'
import { storedAttributes } from '../records/rows-table.ts'
import { raiseCounter } from '../records/serial-numbers.ts'
import { sourceOf } from '../records/source.ts'
import { moveRecord } from '../records/write-record.ts'
import { inTransaction } from '../transaction.ts'
import { keepPlace, noCounts } from './import-batch.ts'
import type { BatchOptions } from './imports.ts'

/** @see Imports.finishStep */
export async function finishStep(
  context: Context,
  principal: Principal,
  id: string,
  { step, target, mode, fence, place, seen }: Omit<BatchOptions, 'refused' | 'share'>,
): Promise<void> {
  const app = await context.apps.current(target.app)
  const entity = entityOf(app, step.entity)
  const cause = `import:${id}`
  let missing: string[] = []
  if (step.key !== undefined) {
    // What this import made or changed is not missing: its changes say which that is.
    const source = sourceOf({ app, principal, entity: entity.id, given: givenFor(context, principal, app) })
    const statement = sql`select s.id from ${source.query} as s where s.id <> all(${[...seen.records]}::uuid[])
      and not exists (select from tangram.change as c where c.record = s.id and c.cause = ${cause})`
    missing = (await runQuery<{ id: string }>(context.db.pool, compileQuery(context.db, statement))).rows.map((row) => row.id)
  }
  if (mode === 'write') {
    for (const attribute of storedAttributes(entity)) if (attribute.serial) await raiseCounter(context, app, entity, attribute)
    if (target.missing === 'remove')
      for (const record of missing)
        await moveRecord(context, { app: target.app, entity: entity.id, principal }, record, 'remove', { fence, cause })
  }
  await inTransaction(context.db, async (trx) => {
    await holdJob(trx, fence)
    const counted = { step: place.step, counts: { ...noCounts, missing: missing.length } }
    await keepPlace(trx, id, counted, { place: { step: place.step + 1, row: 0 }, share: 1 }, context.now())
  })
}
