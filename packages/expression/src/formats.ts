import type { JsonValue } from '@tangram/data-model'
import { type Exact, exactOf } from './exact.ts'
import type { WallClock } from './zone.ts'

/** How a number is written: `¥#,##0.00`, `0.0%`, `0000`. */
export type NumberFormat = {
  before: string
  after: string
  /** Digits before the point at least, one or more. */
  least: number
  groups: boolean
  /** Digits after the point: so many always, so many at most. */
  always: number
  most: number
  percent: boolean
}

const numberPattern = /^([^0#,.%]{0,20})(#,##|#*)(0{0,20})(?:\.(0{0,15})(#{0,15}))?(%?)([^0#,.%]{0,20})$/

/** Undefined for what is none. `#,##0` groups thousands, each `0` is a digit that is always there, each `#` one that may be. */
export function numberFormatOf(text: JsonValue): NumberFormat | undefined {
  const match = typeof text === 'string' ? numberPattern.exec(text) : null
  if (!match) return undefined
  const [, before = '', optional = '', digits = '', always = '', more = '', percent = '', after = ''] = match
  if (digits === '' && optional !== '#') return undefined
  const most = always.length + more.length
  return {
    before,
    after,
    least: Math.max(digits.length, 1),
    groups: optional === '#,##',
    always: always.length,
    most,
    percent: percent === '%',
  }
}

const dateTokens = ['yyyy', 'MM', 'M', 'dd', 'd', 'HH', 'H', 'mm', 'ss', 'Q'] as const
export type DateToken = (typeof dateTokens)[number]
/** A token of the calendar or text between. */
export type DatePart = { token: DateToken } | { text: string }

const datePattern = /yyyy|MM|M|dd|d|HH|H|mm|ss|Q|[^A-Za-z]+/y

/** `yyyy-MM-dd HH:mm` or `yyyy年M月d日`; undefined when other letters are in it. Excel's `YYYY`, `DD` and `hh` are understood. */
export function dateFormatOf(text: JsonValue): DatePart[] | undefined {
  if (typeof text !== 'string' || text === '' || text.length > 60) return undefined
  const source = text.replaceAll('YYYY', 'yyyy').replaceAll('DD', 'dd').replaceAll('hh', 'HH').replaceAll('SS', 'ss')
  const parts: DatePart[] = []
  datePattern.lastIndex = 0
  while (datePattern.lastIndex < source.length) {
    const [found] = datePattern.exec(source) ?? []
    if (found === undefined) return undefined
    const token = dateTokens.find((each) => each === found)
    parts.push(token ? { token } : { text: found })
  }
  return parts
}

/** `1234.5` in `#,##0.00` is `1,234.50`. */
export function textOfNumber(value: Exact, format: NumberFormat): string {
  const { before, after, least, groups, always, most, percent } = format
  const near = (percent ? value.times(exactOf(100)) : value).roundedTo(most)
  const [whole = '', fraction = ''] = near.absoluteValue().toText().split('.')
  const digits = whole.padStart(least, '0')
  const grouped = groups ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits
  const decimals = fraction.padEnd(always, '0')
  return `${near.units < 0n ? '-' : ''}${before}${grouped}${decimals === '' ? '' : `.${decimals}`}${percent ? '%' : ''}${after}`
}

export function textOfWall(wall: WallClock, format: readonly DatePart[]): string {
  return format.map((part) => ('text' in part ? part.text : tokenText(wall, part.token))).join('')
}

function tokenText(wall: WallClock, token: DateToken): string {
  const moment = new Date(wall)
  switch (token) {
    case 'yyyy':
      return String(moment.getUTCFullYear()).padStart(4, '0')
    case 'Q':
      return String(Math.floor(moment.getUTCMonth() / 3) + 1)
    case 'M':
    case 'MM':
      return String(moment.getUTCMonth() + 1).padStart(token.length, '0')
    case 'd':
    case 'dd':
      return String(moment.getUTCDate()).padStart(token.length, '0')
    case 'H':
    case 'HH':
      return String(moment.getUTCHours()).padStart(token.length, '0')
    case 'mm':
      return String(moment.getUTCMinutes()).padStart(2, '0')
    case 'ss':
      return String(moment.getUTCSeconds()).padStart(2, '0')
  }
}
