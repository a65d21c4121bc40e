import { Connection } from 'pg'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { runPrepared } from './prepared-query.ts'
import { testDatabase } from './testing/index.ts'

const db = await testDatabase()
afterAll(() => db.close())

describe('a prepared query', () => {
  it('answers the same on its first run on a connection and on later ones', async () => {
    const query = {
      name: 'same',
      text: `select n, n::text as "text", null::uuid as nothing from generate_series(1, $1::int) as n`,
      values: [2],
    }
    const expected = {
      columns: ['n', 'text', 'nothing'],
      rows: [
        [1, '1', null],
        [2, '2', null],
      ],
    }
    for (let run = 0; run < 3; run++) expect(await runPrepared(db.pool, query)).toEqual(expected)
  })

  it('carries texts, lists and JSON as they are', async () => {
    const text = `a"b\\c,{d} e'f 客户`
    const { rows } = await runPrepared(db.pool, {
      name: 'values',
      text: 'select $1::text, $2::text[], $3::jsonb, $4::numeric, $5::boolean, $6::timestamptz(3), $7::int8[]',
      values: [text, [text, null, '', 'NULL'], { text }, '1.50', true, '2026-11-22T08:00:00.120Z', [1, 2]],
    })
    expect(rows).toEqual([[text, [text, null, '', 'NULL'], { text }, '1.50', true, '2026-11-22T08:00:00.120Z', [1, 2]]])
  })

  it('is of use again after it failed', async () => {
    const query = (by: number) => ({ name: 'quotient', text: 'select 6 / $1::int as q', values: [by] })
    await expect(runPrepared(db.pool, query(0))).rejects.toMatchObject({ code: '22012' })
    expect((await runPrepared(db.pool, query(2))).rows).toEqual([[3]])
  })

  // It leans on what node-postgres keeps to itself: names of what a connection prepared, and the messages a query may send.
  it('is prepared and described once per connection, and only bound after that', async () => {
    const wire = Connection.prototype as unknown as { [message in 'parse' | 'describe' | 'bind']: () => void }
    const parse = vi.spyOn(wire, 'parse')
    const described = vi.spyOn(wire, 'describe')
    const bind = vi.spyOn(wire, 'bind')
    const client = await db.pool.connect()
    try {
      for (let run = 0; run < 3; run++) await runPrepared(client, { name: 'once', text: 'select $1::int', values: [run] })
      expect([parse, described, bind].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 3])
    } finally {
      client.release()
      vi.restoreAllMocks()
    }
  })

  it('runs within the transaction of a client, beside the statements of node-postgres', async () => {
    const client = await db.pool.connect()
    try {
      await client.query('begin')
      await client.query('create temporary table once (n int) on commit drop')
      await runPrepared(client, { name: 'into', text: 'insert into once values ($1)', values: [7] })
      await runPrepared(client, { name: 'into', text: 'insert into once values ($1)', values: [8] })
      expect((await client.query('select n from once order by n')).rows).toEqual([{ n: 7 }, { n: 8 }])
      await client.query('commit')
    } finally {
      client.release()
    }
  })
})
