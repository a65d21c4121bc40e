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
