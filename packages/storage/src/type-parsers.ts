import pg from 'pg'

/**
 * PostgreSQL's words as JSON, never a JavaScript Date and never a rounded number: safe integers as numbers, other int8 and
 * numeric as strings, instants as ISO 8601 UTC with milliseconds. The session's zone is UTC.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(oid)
    return own ?? pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

const asIs = (value: string) => value
const parseTextArray = pg.types.getTypeParser(1009 as number) as (value: string) => (string | null)[]
const arrayOf = (parse: (value: string) => unknown) => (value: string) =>
  parseTextArray(value).map((item) => (item === null ? null : parse(item)))

function parseInteger(value: string): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** `2026-11-22 08:00:00.12+00` → `2026-11-22T08:00:00.120Z` */
export function parseInstant(value: string): string {
  // Most are of this form; a list has two or three a row.
  if (value.length === 26 && value.endsWith('+00') && value[19] === '.') return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`
  const plain = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(value)
  if (!plain) return new Date(value).toISOString()
  return `${plain[1]}T${plain[2]}.${(plain[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`
}

/** `[2026-01-01,2026-02-01)` → `{ start: '2026-01-01', end: '2026-01-31' }`: what PostgreSQL keeps of days ends before the day after. */
function parseDateRange(value: string): Range {
  const { start, end } = parseRange(value)
  if (end === null) return { start, end }
  // The day after the last of all days is the first of a year with five digits.
  const after = Date.parse(`${end.length > 10 ? '+0' : ''}${end}T00:00:00Z`)
  return { start, end: new Date(after - dayMs).toISOString().slice(0, 10) }
}

function parseInstantRange(value: string): Range {
  const { start, end } = parseRange(value)
  return { start: start === null ? null : parseInstant(start), end: end === null ? null : parseInstant(end) }
}

type Range = { start: string | null; end: string | null }
const dayMs = 86_400_000

function parseRange(value: string): Range {
  const [start = '', end = ''] = value.slice(1, -1).replaceAll('"', '').split(',')
  return { start: start || null, end: end || null }
}

const parsers = new Map<number, (value: string) => unknown>([
  [20, parseInteger],
  [1016, arrayOf(parseInteger)],
  [1700, asIs],
  [1231, arrayOf(asIs)],
  [1082, asIs],
  [1182, arrayOf(asIs)],
  [1083, asIs],
  [1183, arrayOf(asIs)],
  [1114, asIs],
  [1184, parseInstant],
  [1185, arrayOf(parseInstant)],
  [2951, arrayOf(asIs)],
  [3912, parseDateRange],
  [3910, parseInstantRange],
])
