import { type Locale, numberFormat } from '@tangram/data-model'

/** A decimal text with the group separators of the reader's language; exact, whatever its length. */
export function formatDecimal(value: string, locale: Locale, options: Intl.NumberFormatOptions = {}): string {
  const format = numberFormat(locale, { maximumFractionDigits: 20, ...options })
  // Intl reads decimal texts exactly (ES2023); the library's type names only numbers and bigints.
  return format.format(value as unknown as number)
}
