import type { Database } from '@tangram/storage'

/** Takes back the messages and rules that writes of long ago would bring about now: nobody is asked for a mark they have given. */
export async function forgetFollowUps(db: Pick<Database, 'pool'>, records: readonly string[]): Promise<void> {
  await db.pool.query(
    `delete from tangram.job where kind = 'flow.send-link' and payload ->> 'record' = any($1)
       or kind = 'change.follow' and payload ->> 'change' in (select id::text from tangram.change where record = any($1::uuid[]))`,
    [records],
  )
}
