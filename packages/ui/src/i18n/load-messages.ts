import type { Locale } from '@tangram/data-model'
import { i18n } from './i18n.ts'

const asked = new Map<string, { [L in Locale]?: Promise<void> }>()

/** Loads the messages of an area, once. A page whose texts never arrive shows their keys and goes on working, so this never rejects. */
export function loadMessages(area: string, locale: Locale): Promise<void> {
  const languages = asked.get(area) ?? {}
  asked.set(area, languages)
  languages[locale] ??= begin(area, locale)
  return languages[locale]
}

/** Loads what the page has used so far in another language, so that it can change over at once. */
export async function loadLanguage(locale: Locale): Promise<void> {
  await Promise.all([...asked.keys()].map((area) => loadMessages(area, locale)))
}

function begin(area: string, locale: Locale): Promise<void> {
  const loading = i18n.reloadResources([locale], [area])
  // Told by the promise itself that the messages are there, React's `use` does not suspend: a change of language shows no fallback.
  void loading.then(() => Object.assign(loading, { status: 'fulfilled', value: undefined }))
  return loading
}
