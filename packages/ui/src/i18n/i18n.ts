import type { Locale } from '@tangram/data-model'
import i18next, { type BackendModule, type i18n, type ReadCallback } from 'i18next'
import { initReactI18next } from 'react-i18next'

/** Loads the messages of one area in one language: `() => import('./messages/en.ts')`; the module's default export is a flat object. */
export type MessageLoader = () => Promise<{ default: Record<string, string> }>

const areas = new Map<string, Record<Locale, MessageLoader>>()

/**
 * Makes the texts of one area known. They load when a component first asks for them with `useTranslation(area)`.
 *
 *     registerMessages('portal', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })
 */
export function registerMessages(area: string, loaders: Record<Locale, MessageLoader>): void {
  areas.set(area, loaders)
}

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language: string, area: string, done: ReadCallback) {
    const load = areas.get(area)?.[language as Locale]
    if (!load) return done(new Error(`No messages registered for area "${area}" in ${language}`), false)
    load().then(
      (module) => done(null, module.default),
      (error: Error) => done(error, true),
    )
  },
}

registerMessages('ui', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })

/** The i18next instance of a page. */
export function createI18n(locale: Locale): i18n {
  const instance = i18next.createInstance()
  void instance
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: locale,
      fallbackLng: false,
      supportedLngs: ['zh-CN', 'en'],
      load: 'currentOnly',
      ns: ['ui'],
      defaultNS: 'ui',
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
      react: { useSuspense: true },
    })
  return instance
}
