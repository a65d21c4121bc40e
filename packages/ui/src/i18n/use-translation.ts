import { use, useMemo } from 'react'
import { loadMessages } from './load-messages.ts'
import { useLocale } from './locale.ts'
import { type Translate, translationOf } from './translation-of.ts'

/** The messages of an area in the language of the page; suspends until they are there. */
export function useTranslation(area: string): { t: Translate } {
  const { locale } = useLocale()
  use(loadMessages(area, locale))
  return useMemo(() => ({ t: translationOf(area, locale) }), [area, locale])
}
