/** What a person typed as a decimal: full-width digits, blanks and group separators are mended, the rest is left as it is. */
export function decimalTyped(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s,，_]/g, '')
    .replace(/[。]/g, '.')
    .replace(/[−–]/g, '-')
}

/** Moves the point of a decimal text to the right (left when negative), exactly. Anything else is returned unchanged. */
export function shiftDecimal(text: string, places: number): string {
  const parts = /^(-?)(\d*)\.?(\d*)$/.exec(text)
  if (!parts || (parts[2] === '' && parts[3] === '')) return text
  const [, sign = '', whole = '', fraction = ''] = parts
  const zeros = '0'.repeat(Math.abs(places))
  const digits = places > 0 ? whole + fraction + zeros : zeros + whole + fraction
  const point = places > 0 ? whole.length + places : zeros.length + whole.length + places
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'
  const right = digits.slice(point).replace(/0+$/, '')
  return sign + left + (right ? `.${right}` : '')
}
