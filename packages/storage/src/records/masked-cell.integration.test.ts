import { type Mask, maskText } from '@tangram/data-model'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileQuery, runQuery } from '../compiled-query.ts'
import { testDatabase } from '../testing/index.ts'
import { maskedCell } from './masked-cell.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const masks: readonly Mask[] = [
  ...(['phone', 'id', 'card', 'mail', 'name', 'all', 'ends'] as const).map((kind) => ({ kind })),
  { kind: 'ends', first: 0, last: 4 },
  { kind: 'ends', first: 3, last: 0 },
  { kind: 'ends', first: 0, last: 0 },
  { kind: 'ends', first: 99, last: -2 },
]

const texts = [
  ...['', '1', '12', '13812345678', '+8613812345678', '+86138123456789', '+862161234567', '11010519491231002X', '6222021234567890123'],
  ...['li@example.com', '@example.com', 'a@b@c', 'no address', 'two\nlines@x', '张', '张三', '欧阳修', '欧阳', '司马相如', 'John Smith'],
  ...['😀😀😀', '👩‍👩‍👧 family of three', 'line\nbreak here', '%_\\'],
]

it('masks in PostgreSQL what it masks in JavaScript', async () => {
  for (const mask of masks) {
    const statement = sql`select x.v, ${maskedCell(mask, sql`x.v`)} as masked from unnest(${texts}::text[]) as x(v)`
    const { rows } = await runQuery<{ v: string; masked: string }>(db.pool, compileQuery(db, statement))
    expect(rows).toEqual(texts.map((v) => ({ v, masked: maskText(mask, v) })))
  }
  const none = sql`select ${maskedCell({ kind: 'phone' }, sql`null::text`)} as masked`
  const { rows } = await runQuery<{ masked: string | null }>(db.pool, compileQuery(db, none))
  expect(rows).toEqual([{ masked: null }])
})
