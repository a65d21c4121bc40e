/** What the number of a cell stands for, by its number format. */
export type NumberKind = 'number' | 'percent' | 'date' | 'time'

const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const timeFormats = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56])

/** The kind of a format: built in by its number, otherwise by its code (`yyyy"年"m"月"`, `0.0%`). */
export function numberKindOf(id: number, code: string | undefined): NumberKind {
  if (code === undefined) {
    if (dateFormats.has(id)) return 'date'
    if (timeFormats.has(id)) return 'time'
    return id === 9 || id === 10 ? 'percent' : 'number'
  }
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase()
  if (bare.includes('%')) return 'percent'
  if (/[yd]/.test(bare) || (bare.includes('m') && !/[hs]/.test(bare))) return 'date'
  return /[hs]/.test(bare) && !bare.includes('#') && !bare.includes('general') ? 'time' : 'number'
}

const dayMs = 86_400_000
const latest = 2_958_466

/**
 * The number of a cell as text where its format makes it more than a number: `2026-11-22`, `2026-11-22T08:30:00`, `08:30:00`, `12.5%`.
 * Spreadsheets know no time zone; whoever reads the text knows which one was meant.
 *
 * @param epoch1904 whether day 0 is 1904-01-01, as early Macintosh versions counted
 */
export function cellOfNumber(value: number, kind: NumberKind, epoch1904: boolean): string | number {
  if (kind === 'number') return value
  if (kind === 'percent') return `${shifted(value)}%`
  if (!(value >= 0 && value < latest)) return value
  // Day 60 of the other calendar is a 29 February 1900 that never was.
  const days = epoch1904 ? value + 1462 : value < 60 ? value + 1 : value
  const whole = Math.floor(days)
  const seconds = Math.round((days - whole) * 86_400)
  const iso = new Date(Date.UTC(1899, 11, 30) + whole * dayMs + seconds * 1000).toISOString()
  if (kind === 'time' && value < 1) return iso.slice(11, 19)
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}

/** 0.125 → 12.5, without what binary fractions would add. */
function shifted(value: number): string {
  const exact = Number(`${value}e2`)
  return String(Number.isNaN(exact) ? Number((value * 100).toPrecision(15)) : exact)
}
