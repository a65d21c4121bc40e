/** What a cell of a table file holds; dates and percentages come as people write them: `2026-11-22`, `12.5%`. */
export type ImportCell = string | number | boolean | null

/** What a cell looks like, before anybody says what its column means. */
export type Shape = 'integer' | 'decimal' | 'percent' | 'money' | 'date' | 'datetime' | 'time' | 'boolean' | 'code' | 'lines' | 'text'

const number = /^[+-]?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:\.\d+)?$/
const currency = /^(-?)\s*([¥￥$€£]|RMB|CNY|USD|EUR|HKD|HK\$|US\$)?\s*([+-]?[\d,，]+(?:\.\d+)?)\s*(元|圆|人民币|CNY|RMB|USD|EUR)?$/i
const calendar =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.\d+)?[秒分]?)?$/
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/
const clock = /^(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$/
const yes = new Set(['是', '有', '对', '真', '√', '✓', 'yes', 'y', 'true', 'on'])
const no = new Set(['否', '无', '没有', '错', '假', '×', '✗', 'x', 'no', 'n', 'false', 'off'])

export function shapeOf(cell: string | number | boolean): Shape {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? 'integer' : 'decimal'
  if (typeof cell === 'boolean') return 'boolean'
  const text = cell.trim()
  const first = text.charCodeAt(0)
  // Most texts begin with a letter or a Chinese character and are nothing else.
  const isMarked = (first >= 43 && first <= 57) || first === 36 || first === 165 || first === 0xffe5 || first === 0x20ac || first === 0xa3
  if (isMarked || /^(?:RMB|CNY|USD|EUR|HK)/i.test(text)) {
    if (/^\d+$/.test(text)) return (first === 48 && text.length > 1) || text.length > 15 ? 'code' : 'integer'
    if (number.test(text)) return text.includes('.') ? 'decimal' : 'integer'
    if (text.endsWith('%')) return number.test(text.slice(0, -1)) ? 'percent' : 'text'
    if (readInstant(text) !== undefined) return 'datetime'
    if (clock.test(text)) return readTime(text) === undefined ? 'text' : 'time'
    const date = readDateTime(text)
    if (date !== undefined) return date.length > 10 ? 'datetime' : 'date'
    if (currency.test(text)) return 'money'
  }
  if (text.length <= 5) {
    const word = text.toLowerCase()
    if (yes.has(word) || no.has(word)) return 'boolean'
  }
  return text.includes('\n') ? 'lines' : 'text'
}

/** A number as decimal text: `1,234.50`, `￥12`, `12 元`, `(12)`; undefined when it is none. */
export function readNumber(cell: ImportCell): string | undefined {
  if (typeof cell === 'number') return decimalText(cell)
  if (typeof cell !== 'string') return undefined
  const text = cell.trim()
  const bracketed = /^\((.+)\)$/.exec(text)?.[1]
  const parts = currency.exec(bracketed ?? text)
  if (!parts) return undefined
  const digits = `${parts[1]}${parts[3]}`
  if (!number.test(digits)) return undefined
  const plain = digits.replace(/[,，+]/g, '').replace(/^(-?)0+(?=\d)/, '$1')
  return bracketed === undefined ? plain : `-${plain.replace('-', '')}`
}

/** A share as decimal text: `12.5%` → `0.125`; a number is taken as it is. */
export function readPercent(cell: ImportCell): string | undefined {
  if (typeof cell === 'string' && cell.trim().endsWith('%')) {
    const value = readNumber(cell.trim().slice(0, -1))
    return value === undefined ? undefined : movePoint(value, 2)
  }
  return readNumber(cell)
}

export function readBoolean(cell: ImportCell): boolean | undefined {
  if (typeof cell === 'boolean') return cell
  if (cell === 1 || cell === 0) return cell === 1
  if (typeof cell !== 'string') return undefined
  const word = cell.trim().toLowerCase()
  if (yes.has(word) || word === '1') return true
  return no.has(word) || word === '0' ? false : undefined
}

/**
 * A date `YYYY-MM-DD`, or with a time of day `YYYY-MM-DDTHH:mm:ss`; undefined when it is none. `11/22/2026` is read where only one
 * order of day and month is possible: guessing wrong would pass unnoticed.
 */
export function readDateTime(cell: ImportCell): string | undefined {
  if (typeof cell === 'number') return cell >= 19_000_101 && cell <= 21_001_231 ? readDateTime(String(cell)) : undefined
  if (typeof cell !== 'string') return undefined
  const text = cell.trim()
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const parts = packed ?? calendar.exec(text)
  if (parts) return dateTime(parts[1], parts[2], parts[3], parts.slice(4))
  const turned = american.exec(text)
  if (!turned) return undefined
  const [, first = '', second = '', year] = turned
  if (Number(first) <= 12 && Number(second) <= 12 && first !== second) return undefined
  return Number(first) > 12 ? dateTime(year, second, first, turned.slice(4)) : dateTime(year, first, second, turned.slice(4))
}

/** A moment that names its own offset, as our exports write it: `2026-11-22T08:30:00+08:00` → `2026-11-22T00:30:00.000Z`. */
export function readInstant(cell: ImportCell): string | undefined {
  if (typeof cell !== 'string' || !withZone.test(cell)) return undefined
  const milliseconds = Date.parse(cell)
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString()
}

/** `8:30` → `08:30:00` */
export function readTime(cell: ImportCell): string | undefined {
  const parts = typeof cell === 'string' ? clock.exec(cell.trim()) : null
  if (!parts) return undefined
  const [hours, minutes, seconds] = [parts[1], parts[2], parts[3]].map((part) => Number(part ?? 0)) as [number, number, number]
  return hours < 24 && minutes < 60 && seconds < 60 ? [hours, minutes, seconds].map(two).join(':') : undefined
}

/** The text of a cell as a person reads it. */
export function textOf(cell: ImportCell): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? decimalText(cell) : String(cell)
}

function dateTime(year = '', month = '', day = '', time: readonly (string | undefined)[]): string | undefined {
  const date = `${year}-${two(Number(month))}-${two(Number(day))}`
  const days = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(days.getTime()) || days.toISOString().slice(0, 10) !== date) return undefined
  if (time[0] === undefined) return date
  const clockTime = readTime(`${time[0]}:${two(Number(time[1] ?? 0))}:${two(Number(time[2] ?? 0))}`)
  return clockTime && `${date}T${clockTime}`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A JavaScript number without an exponent. */
function decimalText(value: number): string {
  const text = String(value)
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (!parts) return text
  const [, sign = '', lead = '', rest = '', exponent = '0'] = parts
  const shift = Number(exponent)
  return shift < 0 ? `${sign}0.${'0'.repeat(-shift - 1)}${lead}${rest}` : sign + (lead + rest).padEnd(shift + 1, '0')
}

/** Moves the decimal point to the left, exactly. */
function movePoint(value: string, places: number): string {
  const negative = value.startsWith('-')
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const digits = whole.padStart(places + 1, '0')
  const moved = `${digits.slice(0, -places)}.${digits.slice(-places)}${fraction}`.replace(/\.?0+$/, '')
  return negative ? `-${moved}` : moved
}
