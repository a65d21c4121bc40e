import { connect } from '@tangram/storage'
import { databaseUrlOf } from './trial.ts'

/** Gives everyone a role in an app, as its administrator would. */
export async function giveRoleToEveryone(directory: string, app: string, role: string): Promise<void> {
  const db = await connect({ databaseUrl: await databaseUrlOf(directory), poolSize: 1 })
  try {
    await db.pool.query('insert into tangram.role_member (app, role) values ($1, $2)', [app, role])
    await db.pool.query("select pg_notify('tangram_people', '')")
  } finally {
    await db.close()
  }
}
