import type { JsonValue } from '@tangram/data-model'

/** How a number is written: `¥#,##0.00`, `0.0%`, `0000`. */
export type NumberFormat = {
  before: string
  after: string
  /** Digits before the point at least. */
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
    least: digits.length,
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
