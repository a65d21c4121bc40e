import type { Locale } from '@tangram/data-model'
import { createContext, useContext } from 'react'

export type LocaleState = {
  locale: Locale
  /** IANA zone that views use. */
  zone: string
  setLocale: (locale: Locale) => void
}

export const LocaleContext = createContext<LocaleState>({ locale: 'zh-CN', zone: 'Asia/Shanghai', setLocale: () => {} })

/** The reader's language and zone, and how to change the language. */
export function useLocale(): LocaleState {
  return useContext(LocaleContext)
}

const storageKey = 'tangram.locale'

/** `?lang=`, else what was chosen before on this device, else the browser's first language we speak, else Chinese. */
export function preferredLocale(): Locale {
  const asked = new URLSearchParams(window.location.search).get('lang') ?? readStored()
  for (const tag of [asked, ...navigator.languages]) {
    if (tag?.toLowerCase().startsWith('zh')) return 'zh-CN'
    if (tag?.toLowerCase().startsWith('en')) return 'en'
  }
  return 'zh-CN'
}

export function rememberLocale(locale: Locale): void {
  try {
    window.localStorage.setItem(storageKey, locale)
  } catch {
    // Private windows may refuse storage; the choice then lasts until the page is left.
  }
}

function readStored(): string | null {
  try {
    return window.localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
