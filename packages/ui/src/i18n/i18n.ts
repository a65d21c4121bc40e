import { invariant, type Locale } from '@tangram/data-model'
import { type BackendModule, createInstance } from 'i18next'

type Messages = Readonly<Record<string, string>>

/** Loads the messages of one area in one language: `() => import('./messages/en.ts')`; the module's default export is a flat object. */
export type MessageLoader = () => Promise<{ default: Messages }>

const areas = new Map<string, Record<Locale, MessageLoader>>()

/**
 * Makes the texts of one area known. They load when a component first asks for them with `useTranslation(area)`.
 *
 *     registerMessages('portal', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })
 */
export function registerMessages(area: string, loaders: Record<Locale, MessageLoader>): void {
  areas.set(area, loaders)
}

registerMessages('ui', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })

/** Brings i18next the messages of an area; after a failed connection it asks again, ever more slowly, five times. */
const registered: BackendModule & { callbackApi: true } = {
  type: 'backend',
  callbackApi: true,
  init() {},
  read(language, area, done) {
    const load = areas.get(area)?.[language as Locale]
    invariant(load, `the messages of the area "${area}" are registered`)
    load().then(
      (module) => done(null, module.default),
      (error: Error) => done(error, true),
    )
  },
}

/**
 * All texts of the page, in every language that was asked for: an area is a namespace of i18next. There is no current language here, as
 * React knows it: who asks names it, `translationOf('ui', 'en')('form.errors', { count: 2 })`.
 */
export const i18n = createInstance()

void i18n.use(registered).init({
  initAsync: false,
  fallbackLng: false,
  ns: [],
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  missingInterpolationHandler: () => '',
})
