export type Locale = 'zh-CN' | 'en'

export const locales: readonly Locale[] = ['zh-CN', 'en']

/** A text people read, in the languages its author gave. */
export type LocalizedText = { 'zh-CN'?: string; en?: string }

/** The text in the reader's language, else in the other one, else the fallback. */
export function textIn(text: LocalizedText | undefined, locale: Locale, fallback = ''): string {
  if (!text) return fallback
  return text[locale] || text['zh-CN'] || text.en || fallback
}
