import { type Locale, numberFormat } from '@tangram/data-model'

/** Grouped by the reader's habit. Decimals may be strings: every digit of them is kept up to `digits`. */
export function formatNumber(value: number | string, locale: Locale, digits = 6): string {
  return exact(numberFormat(locale, { maximumFractionDigits: digits }), value)
}

/** An amount with its currency (ISO 4217): `¥1,234.50`. */
export function formatMoney(value: number | string, currency: string, locale: Locale): string {
  return exact(numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }), value)
}

/** A fraction as percent: `0.125` is `12.5%`. */
export function formatPercent(value: number | string, locale: Locale, digits = 1): string {
  return exact(numberFormat(locale, { style: 'percent', maximumFractionDigits: digits }), value)
}

/** A size of a file: `2.4 MB`. */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = units[step] ?? 'byte'
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: step > 1 ? 1 : 0 }).format(
    bytes / 1000 ** step,
  )
}

function exact(format: Intl.NumberFormat, value: number | string): string {
  return format.format(value as Intl.StringNumericLiteral)
}
