import { type CalendarDate, dateFormat, type Instant, type Locale } from '@tangram/data-model'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A calendar day. `full` is 2026-11-22 everywhere; `short` is 11月22日 or Nov 22. */
export function formatDate(date: CalendarDate, locale: Locale, style: 'full' | 'short' = 'full'): string {
  return style === 'full' ? date.slice(0, 10) : shortDay(new Date(`${date.slice(0, 10)}T00:00:00Z`), locale, 'UTC')
}

/** A moment in the reader's zone: `2026-11-22 16:05`, to the minute; `short` leaves the year out. */
export function formatInstant(instant: Instant, locale: Locale, zone: string, style: 'full' | 'short' = 'full'): string {
  const date = new Date(instant)
  const day = style === 'full' ? dayIn(date, zone) : shortDay(date, locale, zone)
  return `${day} ${clockIn(date, zone)}`
}

/** How long ago (or until) for less than a week, else the day; the year only when it is another. */
export function formatRelative(instant: Instant, now: number, locale: Locale, zone: string): string {
  const date = new Date(instant)
  const difference = date.getTime() - now
  const size = Math.abs(difference)
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const relative = (amount: number, unit: Intl.RelativeTimeFormatUnit) => spaced(ago.format(amount, unit))
  if (size < minute) return locale === 'zh-CN' ? '刚刚' : relative(0, 'second')
  if (size < hour) return relative(Math.trunc(difference / minute), 'minute')
  if (size < day) return relative(Math.trunc(difference / hour), 'hour')
  if (size < 7 * day) return relative(Math.trunc(difference / day), 'day')
  const isThisYear = dayIn(date, zone).slice(0, 4) === dayIn(new Date(now), zone).slice(0, 4)
  return isThisYear ? shortDay(date, locale, zone) : dayIn(date, zone)
}

/** A length of time by its two largest units: `2 小时 15 分`, `2 h 15 min`, `3 天 4 小时`. */
export function formatDuration(ms: number, locale: Locale): string {
  const units = locale === 'zh-CN' ? { d: '天', h: '小时', m: '分', s: '秒' } : { d: 'd', h: 'h', m: 'min', s: 's' }
  const seconds = Math.round(Math.abs(ms) / 1000)
  const minutes = Math.floor(seconds / 60)
  const parts: [number, string][] =
    seconds < 60
      ? [[seconds, units.s]]
      : [
          [Math.floor(minutes / 1440), units.d],
          [Math.floor(minutes / 60) % 24, units.h],
          [minutes % 60, units.m],
        ]
  const first = parts.findIndex(([amount]) => amount > 0)
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([amount]) => amount > 0)
  return (ms < 0 ? '−' : '') + shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ')
}

/** Calendar day of a moment in a zone, `YYYY-MM-DD`. */
export function dayIn(date: Date, zone: string): CalendarDate {
  const parts = partsIn(date, zone)
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** Time of day of a moment in a zone, `HH:mm`. */
export function clockIn(date: Date, zone: string): string {
  const parts = partsIn(date, zone)
  return `${parts.hour}:${parts.minute}`
}

/** The moment that a day and time of day name in a zone. Of two such moments (clocks going back) the first. */
export function instantOf(date: CalendarDate, clock: string, zone: string): Instant {
  const wanted = Date.parse(`${date}T${clock.slice(0, 5)}:00Z`)
  let guess = wanted
  for (let round = 0; round < 2; round++) {
    const shown = new Date(guess)
    guess += wanted - Date.parse(`${dayIn(shown, zone)}T${clockIn(shown, zone)}:00Z`)
  }
  return new Date(guess).toISOString()
}

/** A thin gap between a number and the Chinese word after it. */
const spaced = (text: string) => text.replace(/(\d)(?=[\u4e00-\u9fff])/g, '$1 ')

function partsIn(date: Date, zone: string): Record<Intl.DateTimeFormatPartTypes, string> {
  const two = '2-digit' as const
  const format = dateFormat('en-CA', { timeZone: zone, year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' })
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value])) as Record<
    Intl.DateTimeFormatPartTypes,
    string
  >
}

function shortDay(date: Date, locale: Locale, zone: string): string {
  return dateFormat(locale, { timeZone: zone, month: locale === 'zh-CN' ? 'long' : 'short', day: 'numeric' }).format(date)
}
