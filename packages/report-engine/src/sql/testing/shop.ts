import { date, decimal, integer, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { type Kysely, sql } from 'kysely'
import type { ReportDocument } from '../../document.ts'
import type { ReportResult } from '../../result.ts'
import { compileDetail, type DetailQuestion, type DetailRow } from '../compile-detail.ts'
import { compileReport } from '../compile-report.ts'
import { type ReportSource, sourceAlias } from '../report-source.ts'

type Table = {
  columns: { [id: string]: ValueType }
  relations: { [step: string]: { to: string; from: string; on: string; many: boolean; value?: string } }
}

const tables: { [id: string]: Table } = {
  customer: {
    columns: { id: reference('customer'), name: text(), city: text() },
    relations: { 'sale:customer': { to: 'sale', from: 'id', on: 'customer', many: true } },
  },
  sale: {
    columns: {
      id: reference('sale'),
      day: date,
      at: timestamp,
      freight: decimal(12, 2),
      customer: reference('customer'),
      stock: integer(),
    },
    relations: {
      customer: { to: 'customer', from: 'customer', on: 'id', many: false },
      lines: { to: 'line', from: 'id', on: 'sale', many: true },
      tags: { to: 'tag', from: 'id', on: 'sale', many: true, value: 'tag' },
    },
  },
  line: { columns: { id: reference('line'), product: text(), price: decimal(12, 2), pieces: integer() }, relations: {} },
  tag: { columns: { id: reference('tag'), tag: text() }, relations: {} },
}

function sourceOf(name: string): ReportSource {
  const { columns, relations } = tables[name] as Table
  return {
    query: sql`(select * from ${sql.table(name)} where not hidden)`,
    attribute: ([id = '', ...more], alias = sourceAlias) => {
      const type = more.length === 0 && Object.hasOwn(columns, id) ? columns[id] : undefined
      return type && { expression: sql.ref(`${alias}.${id}`), type }
    },
    relation: (step) => {
      const found = Object.hasOwn(relations, step) ? relations[step] : undefined
      if (!found) return undefined
      const { to, from, on, many, value } = found
      return { source: sourceOf(to), from, to: on, many, ...(value === undefined ? {} : { value }) }
    },
  }
}

/** The rows behind a mark by the last digits of their keys. */
type Behind = { records: number[]; rows: number[]; grain: string[]; overlaps: boolean }

/** Sales with lines, tags and a customer; of each what is not hidden. */
export const sales = sourceOf('sale')

export const at = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }

/** A report over the sales: a table that counts them, but for the parts given. */
export function saleReport(parts: Partial<ReportDocument>): ReportDocument {
  const measures = parts.measures ?? { n: { count: '*', label: {} } }
  return { id: 'r', label: {}, from: 'sale', rows: [], measures, measureOrder: Object.keys(measures), chart: { type: 'table' }, ...parts }
}

/**
 * Four sales. 1: Ann in 上海, 5.00 freight, two lines of tea (10.00 × 1, 30.00 × 2) and one of salt (2.00 × 3), tags a, b. 2: Ann, 7.00,
 * no lines, tag a. 3: Bo in 北京, 1.00, tea (8.00 × 1) and a line without product (4.00 × 1). 4: nobody's, no freight, salt (6.00 × 5),
 * tag b. A line of sale 1 and a fifth sale are hidden.
 */
export class Shop {
  readonly #db: Kysely<never>

  constructor(db: Kysely<never>) {
    this.#db = db
  }

  async create(): Promise<void> {
    await sql
      .raw(`
create table customer (id uuid primary key, name text, city text, hidden boolean not null default false);
create table sale (id uuid primary key, day date, at timestamptz(3), freight numeric(12,2), customer uuid, stock integer, hidden boolean not null default false);
create table line (id uuid primary key, sale uuid, product text, price numeric(12,2), pieces integer, hidden boolean not null default false);
create table tag (id uuid primary key default gen_random_uuid(), sale uuid, tag text, hidden boolean not null default false);
insert into customer values ('${id('c', 1)}', 'Ann', '上海'), ('${id('c', 2)}', 'Bo', '北京');
insert into sale values
  ('${id('a', 1)}', '2026-10-05', '2026-10-05T01:00:00Z', 5.00, '${id('c', 1)}', 10),
  ('${id('a', 2)}', '2026-11-02', '2026-11-02T09:30:00Z', 7.00, '${id('c', 1)}', 20),
  ('${id('a', 3)}', '2026-11-02', '2026-11-02T16:30:00Z', 1.00, '${id('c', 2)}', 4),
  ('${id('a', 4)}', null, null, null, null, null),
  ('${id('a', 5)}', '2026-11-02', '2026-11-02T16:30:00Z', 99.00, '${id('c', 2)}', 99);
update sale set hidden = true where stock = 99;
insert into line values
  ('${id('b', 1)}', '${id('a', 1)}', '茶', 10.00, 1), ('${id('b', 2)}', '${id('a', 1)}', '茶', 30.00, 2), ('${id('b', 3)}', '${id('a', 1)}', '盐', 2.00, 3),
  ('${id('b', 4)}', '${id('a', 3)}', '茶', 8.00, 1), ('${id('b', 5)}', '${id('a', 3)}', null, 4.00, 1), ('${id('b', 6)}', '${id('a', 4)}', '盐', 6.00, 5),
  ('${id('b', 7)}', '${id('a', 1)}', '盐', 500.00, 1);
update line set hidden = true where price = 500;
insert into tag (sale, tag) values ('${id('a', 1)}', 'a'), ('${id('a', 1)}', 'b'), ('${id('a', 2)}', 'a'), ('${id('a', 4)}', 'b');
`)
      .execute(this.#db)
  }

  async run(parts: Partial<ReportDocument>): Promise<ReportResult> {
    const { query, resultOf } = compileReport(saleReport(parts), sales, at)
    return resultOf((await query.execute(this.#db)).rows)
  }

  /** The rows behind a mark, by the last digits of their keys, in order. */
  async behind(parts: Partial<ReportDocument>, question: DetailQuestion): Promise<Behind> {
    const { query, grain, overlaps } = compileDetail(saleReport(parts), question, sales, at)
    const { rows } = await query.execute(this.#db)
    const numbers = (of: (row: DetailRow) => string | null) =>
      [...new Set(rows.flatMap((row) => of(row) ?? []))].map((key) => Number(key.slice(-3))).sort((a, b) => a - b)
    return { records: numbers(({ record }) => record), rows: numbers(({ row }) => row), grain: [...grain], overlaps }
  }
}

const id = (kind: string, n: number): string => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`
