import { type LocalizedText, locales } from '@tangram/data-model'
import { i18n, translationOf, useLocale } from '@tangram/ui'
import { useMemo } from 'react'

/**
 * The words of one area of the portal, both languages side by side; a missing language does not compile.
 * `_one` and `_other` are the plural forms picked by `count`.
 *
 *     const greetings = defineArea('greetings', { hello: { 'zh-CN': '你好，{name}', en: 'Hello {name}' } })
 *     const t = useArea(greetings)
 *     t('hello', { name: 'Lin' })
 */
export type Area<Key extends string> = { name: string; texts: { [K in Key]: Required<LocalizedText> } }

type Spoken<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key

export type Say<Key extends string> = (key: Spoken<Key>, values?: { [name: string]: string | number }) => string

/** Gives the words to i18next at once rather than loading them: no flash, and a change of language needs no request. */
export function defineArea<const Key extends string>(name: string, texts: { [K in Key]: Required<LocalizedText> }): Area<Key> {
  for (const locale of locales) {
    const words = Object.entries<Required<LocalizedText>>(texts).map(([key, text]) => [key, text[locale]])
    i18n.addResourceBundle(locale, name, Object.fromEntries(words))
  }
  return { name, texts }
}

/** The area's words in the language of the page. */
export function useArea<Key extends string>(area: Area<Key>): Say<Key> {
  const { locale } = useLocale()
  return useMemo(() => translationOf(area.name, locale), [area, locale])
}
