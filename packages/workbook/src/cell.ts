/** What one cell holds. Decimals and dates are strings, as everywhere in Tangram's JSON. */
export type Cell = string | number | boolean | null

export type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>

const startsFormula = /^[=+\-@\t\r\n]/
const isNumber = /^[+-]?\d+(\.\d+)?$/
const isShielded = /^'+[=+\-@\t\r\n]/

/**
 * A text that no spreadsheet program takes for a formula: one that begins like a formula gets an apostrophe in front. So does one that
 * already looks shielded, so that `unshield` gives every text back as it was. Negative numbers stay numbers.
 */
export function shield(text: string): string {
  const begins = startsFormula.test(text) && !(text.startsWith('-') && isNumber.test(text))
  return begins || isShielded.test(text) ? `'${text}` : text
}

export function unshield(text: string): string {
  return isShielded.test(text) ? text.slice(1) : text
}

/** A text that a database can hold: what only a hostile or broken file has (zero, half of a surrogate pair) shows as `\ufffd`. */
export function storable(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.toWellFormed().replaceAll('\0', '\ufffd') : text
}
