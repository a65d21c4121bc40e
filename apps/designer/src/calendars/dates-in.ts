import type { Holiday } from '@tangram/flow-engine'

/** Days off of a pasted list, and the lines that are none. */
export type PastedDates = { found: (Holiday & { name: string })[]; unread: string[] }

const day = String.raw`(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?`
const line = new RegExp(String.raw`^\s*(\D*?)\s*${day}(?:\s*(?:~|～|–|—|-|到|至|to)\s*${day})?\s*(?:[（(].*?[)）])?\s*(.*)$`, 'i')

/**
 * Reads dates from text as it stands in announcements and tables, one a line: `2026-10-01~2026-10-07 国庆节`, `春节 2月15日至2月23日`,
 * `10/1, National Day`. A date without a year is one of `year`.
 */
export function datesIn(text: string, year: number): PastedDates {
  const found: PastedDates['found'] = []
  const unread: string[] = []
  for (const each of text.split(/\n/)) {
    if (each.trim() === '') continue
    const [, before = '', y1, m1, d1, y2, m2, d2, after = ''] = line.exec(each) ?? []
    const from = dateOf(y1, m1, d1, year)
    const to = m2 === undefined ? undefined : dateOf(y2 ?? y1, m2, d2, year)
    if (!from || (m2 !== undefined && (!to || to < from))) {
      unread.push(each.trim())
      continue
    }
    const name = (before || after).replace(/^[\s,，:：;；\t]+|[\s,，:：;；]+$/g, '')
    found.push({ from, ...(to && to !== from ? { to } : {}), name })
  }
  return { found, unread }
}

function dateOf(y: string | undefined, m: string | undefined, d: string | undefined, year: number): string | undefined {
  if (m === undefined || d === undefined) return undefined
  const date = `${y ?? year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const ms = Date.parse(date)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined
}
