import type { CalendarDate, Instant, LocalizedText } from '@tangram/data-model'
import { textIn } from '@tangram/data-model'
import { useMemo } from 'react'
import { useLocale } from '../i18n/locale.ts'
import { formatBytes, formatMoney, formatNumber, formatPercent } from './numbers.ts'
import { formatDate, formatDuration, formatInstant, formatRelative } from './times.ts'

/** The formatting functions bound to the reader's language and zone. */
export function useFormat() {
  const { locale, zone } = useLocale()
  return useMemo(
    () => ({
      text: (text: LocalizedText | undefined, fallback?: string) => textIn(text, locale, fallback),
      number: (value: number | string, digits?: number) => formatNumber(value, locale, digits),
      money: (value: number | string, currency: string) => formatMoney(value, currency, locale),
      percent: (value: number | string, digits?: number) => formatPercent(value, locale, digits),
      bytes: (bytes: number) => formatBytes(bytes, locale),
      date: (date: CalendarDate, style?: 'full' | 'short') => formatDate(date, locale, style),
      instant: (instant: Instant, style?: 'full' | 'short') => formatInstant(instant, locale, zone, style),
      relative: (instant: Instant) => formatRelative(instant, Date.now(), locale, zone),
      duration: (ms: number) => formatDuration(ms, locale),
    }),
    [locale, zone],
  )
}
