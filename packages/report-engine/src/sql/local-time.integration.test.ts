import { testDatabase } from '@tangram/storage/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localTime, offsetsOf } from './local-time.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase({ poolSize: 1 })
})
afterAll(() => db.close())

const now = '2026-11-22T08:00:00.000Z'
const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kathmandu', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns']

describe('the clocks of a zone', () => {
  it.each(zones)('in %s show what PostgreSQL says, around each change, within the known years and beyond', async (zone) => {
    const { from, to, offsets } = offsetsOf(zone, 2026)
    const around = [from, to, ...offsets.map((one) => one.from)].flatMap((at) => [at - 1000, at - 1, at, at + 1, at + 1000])
    const spread = Array.from({ length: 500 }, (_, i) => Date.UTC(1900, 0) + i * 3.7e9 * 4)
    const instants = [...around, ...spread].map((ms) => new Date(ms).toISOString())
    const ours = localTime(sql.ref('at'), { now, zone })
    const { rows } = await sql<{ at: string; ours: string; theirs: string }>`
      select at::text, (${ours})::text as ours, (at at time zone ${zone})::text as theirs
      from unnest(${sql.val(instants)}::timestamptz[]) as instants (at)
      where (${ours}) is distinct from (at at time zone ${zone})`.execute(db.kysely)
    expect(rows).toEqual([])
  })

  it('is nothing where there is no instant', async () => {
    const { rows } = await sql<{ none: null }>`
      select ${localTime(sql`null::timestamptz`, { now, zone: 'Europe/Berlin' })} as none`.execute(db.kysely)
    expect(rows).toEqual([{ none: null }])
  })

  it('knows each change of the clocks to the second', () => {
    const inBerlin = offsetsOf('Europe/Berlin', 2026).offsets.map(({ from, offset }) => [new Date(from).toISOString(), offset / 3_600_000])
    expect(inBerlin.slice(-3)).toEqual([
      ['2026-10-25T01:00:00.000Z', 1],
      ['2027-03-28T01:00:00.000Z', 2],
      ['2027-10-31T01:00:00.000Z', 1],
    ])
    expect(offsetsOf('Asia/Shanghai', 2026).offsets).toHaveLength(1)
  })
})
