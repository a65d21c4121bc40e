import { invariant, type JsonValue, type ValueType } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import { compileCondition, type SqlScope } from '@tangram/expression/sql'
import { type RawBuilder, sql } from 'kysely'
import type { ReportDocument, ReportFilter } from '../document.ts'
import { fail } from '../errors.ts'
import { type FilterContext, filterLogic, isRowItself, pathOf, rangeOf } from '../filter-logic.ts'
import { type Hop, isPrefix, type Path } from './path.ts'
import { type Aliases, Rows } from './rows.ts'

/** What one statement reads, and when. */
export type Reading = {
  report: ReportDocument
  given: Given
  time: Omit<FilterContext, 'typeOf'>
  aliases: Aliases
}

/** Rows, and the steps into many of them whose single rows are meant: beyond those a filter asks whether there is one. */
export type Place = { rows: Rows; about: readonly Hop[] }

/** @throws report.field.unreadable 403 */
export function readablePath(rows: Rows, field: string, report: ReportDocument): Path {
  const path = rows.path(pathOf(field))
  if (!path) throw fail('report.field.unreadable', { report: report.label, field })
  return path
}

/** Whether all filters hold for a row; undefined when there are none. */
export function allHold(filters: readonly ReportFilter[] | undefined, place: Place, reading: Reading): RawBuilder<unknown> | undefined {
  if (!filters?.length) return undefined
  return sql.join(
    filters.map((filter) => holds(filter, place, reading)),
    sql` and `,
  )
}

/**
 * Whether a filter holds for a row. A path through the rows meant is about them; one beyond asks whether there is a row that meets the
 * filter, so that nothing is counted twice.
 */
export function holds(filter: ReportFilter, place: Place, reading: Reading): RawBuilder<unknown> {
  const { rows } = place
  // A comparison with earlier moves the filters that say when, not what is asked of other rows.
  const still = reading.time.earlier ? { ...reading, time: { ...reading.time, earlier: undefined } } : reading
  if ('any' in filter) {
    if (filter.any.length === 0) return sql`false`
    return sql`(${sql.join(
      filter.any.map((one) => holds(one, place, still)),
      sql` or `,
    )})`
  }
  if ('some' in filter) return someRow(filter.some, filter.where, rows, still)
  if ('none' in filter) return sql`not ${someRow(filter.none, filter.where, rows, still)}`
  if ('logic' in filter) return compileCondition(filter.logic, formulaScope(place, reading))
  const path = readablePath(rows, filter.field, reading.report)
  const isPoint = 'not' in filter || 'oneOf' in filter
  const { time } = isPoint ? still : reading
  const met = (alias: string) => {
    const { expression } = path.end(alias)
    const plain = numberFilter(filter, sql`${expression}`, path.type) ?? rangeFilter(filter, sql`${expression}`, path.type, time)
    if (plain) return plain
    const logic = filterLogic(isRowItself(pathOf(filter.field)) ? { ...filter, field: 'value' } : filter, {
      ...time,
      typeOf: () => path.type,
    })
    return compileCondition(logic, { typeOf: () => path.type, columnOf: () => expression, given: reading.given })
  }
  const beyond = beyondOf(path, place)
  return beyond < 0 ? met(rows.join(path.hops)) : rows.exists(path.hops, (_, last) => met(last), beyond)
}

/** The first hop into many rows that are not the ones meant; −1: there is none. */
function beyondOf({ hops }: Path, { about }: Place): number {
  return hops.findIndex(({ relation }, i) => relation.many && !isPrefix(hops.slice(0, i + 1), about))
}

/**
 * A number compared with numbers, written so that indexes and statistics of the column serve: an expression would first have to say what
 * nothing is in it.
 */
function numberFilter(filter: ReportFilter, column: RawBuilder<unknown>, { kind }: ValueType): RawBuilder<unknown> | undefined {
  if (kind !== 'integer' && kind !== 'decimal') return undefined
  const compare = (sign: string, operand: JsonValue) =>
    isNumber(operand)
      ? sql`${column} ${sql.raw(sign)} ${String(operand)}::${sql.raw(isWhole(operand, kind) ? 'bigint' : 'numeric')}`
      : undefined
  if ('gte' in filter) return compare('>=', filter.gte)
  if ('lte' in filter) return compare('<=', filter.lte)
  if ('after' in filter) return compare('>', filter.after)
  if ('before' in filter) return compare('<', filter.before)
  if ('is' in filter) return compare('=', filter.is)
  return 'not' in filter ? compare('is distinct from', filter.not) : undefined
}

/** A range of time as it is: what filters ask for most, so that its way through a formula would be much of a report's plan. */
function rangeFilter(
  filter: ReportFilter,
  column: RawBuilder<unknown>,
  type: ValueType,
  time: Reading['time'],
): RawBuilder<unknown> | undefined {
  if (!('in' in filter) || (type.kind !== 'date' && type.kind !== 'timestamp')) return undefined
  const { from, to } = rangeOf(filter, type, time)
  const as = sql.raw(type.kind === 'date' ? 'date' : 'timestamptz')
  return sql`(${column} >= ${from}::${as} and ${column} < ${to}::${as})`
}

/** A whole number of a size that a column of whole numbers is compared with as it is. */
const isWhole = (value: JsonValue, kind: ValueType['kind']): boolean => kind === 'integer' && /^[+-]?\d{1,18}$/.test(String(value))
const isNumber = (value: JsonValue): boolean => /^[+-]?\d{1,60}(\.\d{1,60})?$/.test(String(value))

function someRow(field: string, where: readonly ReportFilter[], rows: Rows, reading: Reading): RawBuilder<unknown> {
  const { hops } = readablePath(rows, field, reading.report)
  const end = hops.at(-1)
  invariant(end, `${field} leads to no other rows`)
  return rows.exists(hops, (there, last) => {
    if (hops.length === 1) return allHold(where, { rows: there, about: [] }, reading) ?? sql`true`
    // Paths begin at the last rows: what they join is looked up beside.
    const row = new Rows(end.relation.source, reading.aliases(end.step), reading.aliases, end)
    const condition = allHold(where, { rows: row, about: [] }, reading)
    return condition
      ? sql`exists (select from ${row.from} where ${sql.ref(`${row.alias}.id`)} = ${sql.ref(`${last}.id`)} and ${condition})`
      : sql`true`
  })
}

/** Names of a formula: single values of the rows meant, lists of those beyond. */
export function formulaScope(place: Place, { report, given }: Pick<Reading, 'report' | 'given'>): SqlScope {
  const { rows } = place
  const single = (path: readonly string[]) => {
    const found = path[0]?.startsWith('$') ? undefined : rows.path(path)
    return found && beyondOf(found, place) < 0 ? found : undefined
  }
  return {
    given,
    typeOf: (path) => (path[0]?.startsWith('$') ? undefined : (single(path)?.type ?? rows.source.attribute(path)?.type)),
    columnOf: (path) => {
      const found = single(path)
      if (found) return rows.column(found).expression
      const list = rows.source.attribute(path, rows.alias)
      if (!list) throw fail('report.field.unreadable', { report: report.label, field: path.join('.') })
      return list.expression
    },
  }
}
