import type { Locale } from '@tangram/data-model'

/** A label in the middle of an English sentence: "New complaint". Abbreviations keep their capitals, Chinese has none. */
export function inSentence(label: string, locale: Locale): string {
  return locale === 'en' && /^[A-Z](?![A-Z0-9])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
