import type { Locale } from '@tangram/data-model'
import { i18n } from './i18n.ts'

export type MessageValues = { [name: string]: string | number | undefined }

/**
 * Says the message of a key: `{name}` in it stands for the value `name`. With a `count` the plural form of the language is taken, where
 * there is one (`key_one`, `key_other`). A key nobody wrote a message for is said itself.
 */
export type Translate = (key: string, values?: MessageValues) => string

/** The messages of an area in one language, as far as they have arrived. */
export function translationOf(area: string, locale: Locale): Translate {
  const say = i18n.getFixedT(locale, area)
  return (key, values = {}) => say(key, values)
}
