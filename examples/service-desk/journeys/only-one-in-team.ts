import { connect } from '@tangram/storage'
import { databaseUrlOf } from './trial.ts'

/** Takes all but one out of a team, as on a day off; the answer brings them back. */
export async function onlyOneInTeam(directory: string, team: string, name: string): Promise<() => Promise<void>> {
  const databaseUrl = await databaseUrlOf(directory)
  const run = async (sql: string, values: unknown[]) => {
    const db = await connect({ databaseUrl, poolSize: 1 })
    try {
      return (await db.pool.query<{ team: string; person: string }>(sql, values)).rows
    } finally {
      await db.close()
    }
  }
  const away = await run(
    `delete from tangram.team_member m using tangram.team t, tangram.person p
     where m.team = t.id and m.person = p.id and t.key = $1 and p.name <> $2 returning m.team, m.person`,
    [team, name],
  )
  return async () => {
    await run('insert into tangram.team_member (team, person) select * from unnest($1::uuid[], $2::uuid[])', [
      away.map((member) => member.team),
      away.map((member) => member.person),
    ])
  }
}
