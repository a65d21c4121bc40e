import type { Id, JsonValue } from '@tangram/data-model'
import { exactOf } from '@tangram/expression'
import { isOthers, type ReportResult } from '../../result.ts'
import { dimensionsOf } from '../oracle/parts.ts'
import { documentOf, type Question } from './question.ts'

type Lines = (string | null)[][]
type Texts = { rows: Lines; truncated: boolean; totals: { over: Id[]; rows: Lines }[] }

/**
 * A result beside what the SQL of its question says, both as the texts PostgreSQL writes.
 *
 * @param query runs SQL and gives each value as its text
 */
export async function besideTruth(
  one: Question,
  result: Pick<ReportResult, 'rows' | 'totals' | 'truncated'>,
  query: (sql: string) => Promise<Lines>,
): Promise<{ found: Texts; truth: Texts }> {
  const width = dimensionsOf(documentOf(one)).length
  const found: Texts = { rows: result.rows.map((row) => row.map(shownAs)), truncated: result.truncated, totals: [] }
  const truth: Texts = { rows: likeness(found.rows, await query(one.sql), width), truncated: one.truncated === true, totals: [] }
  for (const { over, sql } of one.totals ?? []) {
    const total = result.totals?.find((each) => [...each.over].sort().join() === [...over].sort().join())
    const rows = byKey(
      (total?.rows ?? []).map((row) => row.map(shownAs)),
      width,
    )
    found.totals.push({ over, rows })
    truth.totals.push({ over, rows: likeness(rows, byKey(await query(sql), width), width) })
  }
  return { found, truth }
}

/** The rows of a total stand in no order. */
function byKey(rows: Lines, width: number): Lines {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(row.slice(0, width)) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row)
}

/** A value of a result as SQL would write it, without trailing zeros. */
function shownAs(value: JsonValue): string | null {
  return isOthers(value) ? 'Others' : value === null ? null : plain(String(value))
}

function plain(value: string | null): string | null {
  if (value === 't' || value === 'f') return String(value === 't')
  return value !== null && /^-?\d+\.\d+$/.test(value) ? exactOf(value).toText() : value
}

/**
 * The truth, with those quotients as found that are the same to the last digit both have: how many digits a division keeps depends on how
 * many its operands were written with.
 */
function likeness(found: Lines, truth: Lines, width: number): Lines {
  return truth.map((row, i) =>
    row.map((written, at) => {
      const [value, own] = [plain(written), found[i]?.[at] ?? null]
      return at >= width && value !== null && own !== null && isSameQuotient(value, own) ? own : value
    }),
  )
}

function isSameQuotient(a: string, b: string): boolean {
  const scale = Math.min(...[a, b].map((text) => text.split('.')[1]?.length ?? 0))
  return (
    scale >= 12 &&
    exactOf(a)
      .minus(exactOf(b))
      .absoluteValue()
      .lessThanOrEqualTo(exactOf(`1e-${scale}`))
  )
}
