import { connect } from '@tangram/storage'
import { databaseUrlOf } from './trial.ts'

/** Name of one of the sample people whose inbox is empty, whatever other journeys on the same trial left behind. */
export async function idlePerson(directory: string): Promise<string> {
  const db = await connect({ databaseUrl: await databaseUrlOf(directory), poolSize: 1 })
  try {
    const { rows } = await db.pool.query<{ name: string }>(
      `select p.name from tangram.person as p
       where p.sample and not exists (select from tangram.task as t where t.status = 'open' and t.candidates @> array[p.id])
       order by p.login limit 1`,
    )
    const [idle] = rows
    if (!idle) throw new Error('everybody of the trial has a to-do')
    return idle.name
  } finally {
    await db.close()
  }
}
