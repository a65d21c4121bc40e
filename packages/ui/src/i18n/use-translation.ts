import { use, useMemo } from 'react'
import { messagesIn } from './load-messages.ts'
import { useLocale } from './locale.ts'
import { say, type Translate } from './say.ts'

/** The messages of an area in the language of the page; suspends until they are there. */
export function useTranslation(area: string): { t: Translate } {
  const { locale } = useLocale()
  const loading = messagesIn(area, locale)
  // Without asking React for the ones at hand, a change of language would show the fallback for a moment.
  const messages = loading.messages ?? use(loading.promise)
  return useMemo(() => ({ t: (key, values) => say((one) => messages[one], locale, key, values) }), [messages, locale])
}
