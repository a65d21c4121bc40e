import { decimal, integer, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { type ReportSource, sourceAlias } from '@tangram/report-engine/sql'
import { sql } from 'kysely'
import type { Pool } from 'pg'

type Step = { to: string; from: string; on: string; many: boolean }
type Table = { columns: { [id: string]: ValueType }; relations: { [step: string]: Step } }

const money = decimal(12, 2)
const tables: { [name: string]: Table } = {
  sale: {
    columns: {
      id: reference('sale'),
      customer: reference('customer'),
      status: text(),
      channel: text(),
      placed_at: timestamp,
      freight: money,
      rating: integer({ min: 1, max: 5 }),
    },
    relations: {
      customer: { to: 'customer', from: 'customer', on: 'id', many: false },
      lines: { to: 'line', from: 'id', on: 'record', many: true },
    },
  },
  line: {
    columns: { id: reference('line'), record: reference('sale'), product: reference('product'), amount: money, quantity: integer() },
    relations: { product: { to: 'product', from: 'product', on: 'id', many: false } },
  },
  customer: { columns: { id: reference('customer'), region: text(), city: text(), level: integer() }, relations: {} },
  product: { columns: { id: reference('product'), category: text() }, relations: {} },
}

/** A table as a source, as storage gives it to a viewer who may see everything. */
export function saleSource(name = 'sale'): ReportSource {
  const { columns, relations } = tables[name] as Table
  return {
    query: sql`(select * from ${sql.table(name)})`,
    attribute: (path, alias = sourceAlias) => {
      const type = path.length === 1 ? columns[path[0] ?? ''] : undefined
      return type && { expression: sql.ref(`${alias}.${path[0]}`), type }
    },
    relation: (step) => {
      const relation = relations[step]
      return relation && { source: saleSource(relation.to), from: relation.from, to: relation.on, many: relation.many }
    },
  }
}

const id = (n: string) => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
/** A number below `end` that looks random and is the same every time. */
const below = (end: number, seed: number) => `((hashint8extended(n, ${seed}) & 1152921504606846975) % ${end})::int`
const sometimes = (value: string, seed: number, times: number) => `case when ${below(times, seed)} = 0 then null else ${value} end`

/** So many sales of three years with three lines each, written by the database itself. */
export async function makeSales(pool: Pool, sales: number): Promise<void> {
  const customers = Math.max(100, Math.round(sales / 50))
  const channels = `(array['shop','web','phone','wechat','partner','fair'])[1 + ${below(6, 3)}]`
  const statements = [
    `create table customer (id uuid primary key, region text, city text, level smallint)`,
    `insert into customer select ${id('n')}, (array['East','South','North','West','Centre',''])[1 + ${below(6, 1)}], 'City ' || ${below(300, 2)}, 1 + ${below(5, 9)} from generate_series(1, ${customers}) as n`,
    `create table product (id uuid primary key, category text)`,
    `insert into product select ${id('n')}, 'Category ' || ${below(25, 4)} from generate_series(1, 500) as n`,
    `create table sale (id uuid primary key, customer uuid, status text, channel text, placed_at timestamptz(3), freight numeric(12,2), rating smallint)`,
    `insert into sale select ${id('n')}, ${sometimes(id(`1 + ${below(customers, 5)}`), 20, 50)}, (array['draft','paid','shipped','closed'])[1 + ${below(4, 6)}], ${sometimes(channels, 21, 30)},
       timestamptz '2023-11-22T08:00:00Z' + ${below(1096 * 86_400, 7)} * interval '1 second', ${sometimes(`(${below(9_000, 8)} / 100.0)`, 22, 20)}, ${sometimes(`1 + ${below(5, 10)}`, 23, 3)}
     from generate_series(1::bigint, ${sales}) as n`,
    `create table line (id uuid primary key, record uuid not null, position int not null, product uuid, amount numeric(12,2), quantity int)`,
    `insert into line select ${id('n')}, ${id(`1 + n % ${sales}`)}, n / ${sales}, ${sometimes(id(`1 + ${below(500, 11)}`), 24, 40)}, ${sometimes(`(${below(90_000, 12)} / 100.0)`, 25, 40)}, 1 + ${below(12, 13)}
     from generate_series(0::bigint, ${3 * sales - 1}) as n`,
    `create index on line (record, position)`,
    `create index on sale (customer)`,
    `create index on sale (placed_at)`,
    `vacuum analyze`,
  ]
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    for (const statement of statements) await client.query(statement)
  } finally {
    client.release()
  }
}
