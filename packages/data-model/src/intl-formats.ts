const numbers = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

/** Locales, zones and options are few; whoever sends others in great number fills no memory. */
const most = 500

/** As `new Intl.NumberFormat`, made once: making one takes longer than using it a hundred times. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, locale + JSON.stringify(options), () => new Intl.NumberFormat(locale, options))
}

/** As `new Intl.DateTimeFormat`, made once. @throws RangeError for a zone that does not exist */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, locale + JSON.stringify(options), () => new Intl.DateTimeFormat(locale, options))
}

function kept<Format>(made: Map<string, Format>, key: string, make: () => Format): Format {
  const known = made.get(key)
  if (known) return known
  const format = make()
  if (made.size >= most) made.clear()
  made.set(key, format)
  return format
}
