import { expect, it } from 'vitest'
import { testDatabase } from './testing/index.ts'
it('clones', async () => {
  const db = await testDatabase()
  const { rows } = await db.pool.query(`select count(*) as n, now() as t, (select string_agg(x,'' order by x collate "zh-x-icu") from unnest(array['王','李','安']) x) as s from tangram.person`)
  console.log(rows)
  expect(rows[0].s).toBe('安李王')
  await db.close()
})
