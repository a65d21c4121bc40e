import type { JsonValue } from '@tangram/data-model'
import { exactOf } from '@tangram/expression'
import type { Measure, ReportDocument } from '../../document.ts'
import { isOthers, type ReportResult } from '../../result.ts'
import { type Answer, type Answered, type Mark, othersMark } from './answer.ts'
import { type Figure, isCalculation } from './figures.ts'
import { dimensionsOf, measuresOf } from './parts.ts'
import { Rational } from './rational.ts'

/** What an engine's result has other than the answer; empty when they are the same. */
export function differences(report: ReportDocument, expected: Answer, found: ReportResult): string[] {
  const out: string[] = []
  compareRows('rows', expected.rows, found.rows)
  if (found.truncated !== expected.truncated) out.push(`truncated is ${found.truncated}`)
  for (const { over, rows } of expected.totals) {
    const total = found.totals?.find((one) => JSON.stringify([...one.over].sort()) === JSON.stringify([...over].sort()))
    if (!total) out.push(`there is no total over ${over.join(', ')}`)
    else
      compareRows(
        `total over ${over.join(', ')}`,
        sorted(rows, (row) => line(report, expected, { ...row, figures: {} })),
        sorted(total.rows, lineOf),
        true,
      )
  }
  const flagged = found.columns.filter((column) => column.overlaps).map(({ id }) => id)
  for (const id of expected.overlapping) if (!flagged.includes(id)) out.push(`${id} does not say that it overlaps`)
  for (const [id, measure] of measuresOf(report)) {
    if (flagged.includes(id) && !isCalculation(measure) && !expected.overlapping.includes(id)) out.push(`${id} says that it overlaps`)
  }
  return out

  function compareRows(where: string, answered: readonly Answered[], rows: readonly JsonValue[][], keysOnly = false): void {
    const lines = answered.map((row) => line(report, expected, row))
    if (lines.length !== rows.length || rows.some((row, i) => !sameRow(report, expected, answered[i] as Answered, row))) {
      out.push(
        `${where}${keysOnly ? ' (by key)' : ''}\n  expected ${lines.join('\n           ')}\n  found    ${rows.map((row) => JSON.stringify(row)).join('\n           ')}`,
      )
    }
  }

  function lineOf(row: JsonValue[]): string {
    return JSON.stringify([...row.slice(0, dimensionsOf(report).length), ...measuresOf(report).map(() => null)])
  }
}

const sorted = <T>(rows: readonly T[], by: (row: T) => string): T[] => {
  const keyed = rows.map((row) => ({ row, key: by(row) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)
}

const line = (report: ReportDocument, answer: Answer, row: Answered) => JSON.stringify(rowOf(report, answer, row))

/** An answered row as a result would have it. */
export function rowOf(report: ReportDocument, answer: Answer, { key, figures }: Answered): JsonValue[] {
  const marks = dimensionsOf(report).map(({ as }, i) => cellOf(key[i], answer.kept[as]))
  return [...marks, ...measuresOf(report).map(([id, measure]) => shown(figures[id] ?? null, measure))]
}

/** A mark as the JSON a result has for it. */
export function cellOf(mark: Mark | undefined, kept: readonly Mark[] | undefined): JsonValue {
  if (mark === undefined) return null
  return mark === othersMark ? { others: (kept ?? []).map((one) => JSON.parse(one) as JsonValue) } : (JSON.parse(mark) as JsonValue)
}

function shown(figure: Figure, measure: Measure): JsonValue {
  if (!(figure instanceof Rational)) return figure
  return 'count' in measure || 'distinct' in measure ? Number(figure.toText()) : figure.toText()
}

function sameRow(report: ReportDocument, answer: Answer, { key, figures }: Answered, row: readonly JsonValue[]): boolean {
  const dimensions = dimensionsOf(report)
  const sameKeys = dimensions.every(({ as, bins }, i) => {
    const [expected, found] = [cellOf(key[i], answer.kept[as]), row[i] ?? null]
    if (isOthers(expected)) return isOthers(found) && JSON.stringify(found.others.map(plain)) === JSON.stringify(expected.others.map(plain))
    return bins && expected !== null
      ? found !== null && plain(found) === plain(expected)
      : JSON.stringify(found) === JSON.stringify(expected)
  })
  return (
    sameKeys &&
    measuresOf(report).every(([id, measure], i) => isSameFigure(figures[id] ?? null, row[dimensions.length + i] ?? null, measure))
  )
}

const plain = (value: JsonValue) => (typeof value === 'number' ? String(value) : value)

/** The least part of a figure that the database's division keeps. */
const precision = exactOf('1e-11')

/** Whether a result's value is the figure, to the last digit unless it was divided. */
export function isSameFigure(expected: Figure, found: JsonValue, measure: Measure): boolean {
  if (!(expected instanceof Rational)) return expected === found
  if ('count' in measure || 'distinct' in measure) return found === Number(expected.toText())
  if (typeof found !== 'string' && typeof found !== 'number') return false
  if (!isCalculation(measure) && typeof found !== 'string' && !isOwnValue(measure)) return false
  const divides = isCalculation(measure) || 'avg' in measure || 'avgDuration' in measure
  const [text, exact] = [expected.toText(), exactOf(found)]
  if (!divides) return exact.toText() === text && (typeof found === 'number' || found === text)
  const off = exactOf(text).minus(exact).absoluteValue()
  const size = exact.absoluteValue()
  return off.lessThanOrEqualTo(size.greaterThan(exactOf('1')) ? size.times(precision) : precision)
}

const isOwnValue = (measure: Measure) => 'min' in measure || 'max' in measure || 'first' in measure || 'final' in measure
