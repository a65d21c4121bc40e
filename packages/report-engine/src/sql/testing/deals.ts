import { date, decimal, integer, type RecordValues, text, timestamp, type ValueType } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { type Kysely, sql } from 'kysely'
import type { ReportDocument } from '../../document.ts'
import type { ReportResult } from '../../result.ts'
import { compileDetail, type DetailQuestion } from '../compile-detail.ts'
import { compileReport } from '../compile-report.ts'
import type { ReportSource } from '../report-source.ts'

const types: { [name: string]: ValueType } = {
  region: text(),
  status: text(),
  amount: decimal(12, 2),
  score: integer({ min: 1, max: 5 }),
  opened_at: timestamp,
  closed_at: timestamp,
  due: date,
}
const columns: { [kind: string]: string } = {
  text: 'text',
  decimal: 'numeric(12,2)',
  integer: 'smallint',
  timestamp: 'timestamptz(3)',
  date: 'date',
}
const names = Object.keys(types)

const typeOf = (path: readonly string[]) => (path.length === 1 ? types[path[0] as string] : undefined)

/** Reads the deals that are not hidden, as a source reads what its viewer may see. */
export const source: ReportSource = {
  query: sql`(select * from deal where not hidden)`,
  attribute: (path) => {
    const type = typeOf(path)
    const attribute =
      path[0] === 'status' ? { label: {}, options: ['open', 'won', 'lost'].map((id) => ({ id, label: { en: id } })) } : undefined
    return type && { expression: sql.ref(`source.${path[0]}`), type, attribute }
  },
}

export const now = '2026-11-22T08:00:00.000Z'

/** A report over the deals: a table that counts them, but for the parts given. */
export function report(parts: Partial<ReportDocument>): ReportDocument {
  const measures = parts.measures ?? { n: { count: '*', label: {} } }
  return { id: 'r', label: {}, from: 'deal', rows: [], measures, measureOrder: Object.keys(measures), chart: { type: 'table' }, ...parts }
}

/** A table `deal` with a column of every kind that reports compute with. */
export class Deals {
  readonly #db: Kysely<never>

  constructor(db: Kysely<never>) {
    this.#db = db
  }

  async create(): Promise<void> {
    const cells = sql.join(names.map((name) => sql`${sql.ref(name)} ${sql.raw(columns[types[name]?.kind ?? ''] ?? 'text')}`))
    await sql`create table deal (id uuid primary key default gen_random_uuid(), hidden boolean not null default false, ${cells})`.execute(
      this.#db,
    )
  }

  /** Replaces all records. */
  async fill(rows: RecordValues[]): Promise<void> {
    await sql`truncate deal`.execute(this.#db)
    if (rows.length === 0) return
    const list = sql.join(names.map((name) => sql.ref(name)))
    const described = sql.raw(names.map((name) => `${name} ${columns[types[name]?.kind ?? '']}`).join(', '))
    const from = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${described})`
    await sql`insert into deal (${list}) select ${list} from ${from}`.execute(this.#db)
  }

  async run(parts: Partial<ReportDocument>, at: Given = { now, zone: 'Asia/Shanghai' }): Promise<ReportResult> {
    const { query, resultOf } = compileReport(report(parts), source, at)
    return resultOf((await query.execute(this.#db)).rows)
  }

  /** How many deals are behind a mark, and what their amounts add up to. */
  async behind(asked: ReportDocument, question: DetailQuestion, at: Given): Promise<{ n: number; total: number }> {
    const { query } = compileDetail(asked, question, source, at)
    const { rows } = await sql<{ n: string; total: string | null }>`
      select count(*)::text as n, sum(amount)::text as total from (${query}) as behind join deal on deal.id = behind.row
    `.execute(this.#db)
    return { n: Number(rows[0]?.n), total: Number(rows[0]?.total ?? 0) }
  }
}
