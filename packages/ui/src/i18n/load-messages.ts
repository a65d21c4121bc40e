import { invariant, type Locale } from '@tangram/data-model'

export type Messages = Readonly<Record<string, string>>

/** Loads the messages of one area in one language: `() => import('./messages/en.ts')`; the module's default export is a flat object. */
export type MessageLoader = () => Promise<{ default: Messages }>

type Loading = { promise: Promise<Messages>; messages?: Messages }

const areas = new Map<string, Record<Locale, MessageLoader>>()
const asked = new Map<string, { [L in Locale]?: Loading }>()

/**
 * Makes the texts of one area known. They load when a component first asks for them with `useTranslation(area)`.
 *
 *     registerMessages('portal', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })
 */
export function registerMessages(area: string, loaders: Record<Locale, MessageLoader>): void {
  areas.set(area, loaders)
}

registerMessages('ui', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })

/** The messages of an area, already there (`messages`) or on their way (`promise`). */
export function messagesIn(area: string, locale: Locale): Loading {
  const languages = asked.get(area) ?? {}
  asked.set(area, languages)
  languages[locale] ??= begin(area, locale)
  return languages[locale]
}

/** Loads what the page has used so far in another language, so that it can change over at once. */
export async function loadLanguage(locale: Locale): Promise<void> {
  await Promise.all([...asked.keys()].map((area) => messagesIn(area, locale).promise))
}

function begin(area: string, locale: Locale): Loading {
  const load = areas.get(area)?.[locale]
  invariant(load, `the messages of the area "${area}" are registered`)
  const loading: Loading = {
    promise: persistently(load).then((messages) => {
      loading.messages = messages
      return messages
    }),
  }
  return loading
}

/** Tries again when the connection fails; a page whose texts never arrive shows their keys and goes on working. */
async function persistently(load: MessageLoader): Promise<Messages> {
  for (let waitMs = 300; waitMs <= 5000; waitMs *= 2) {
    try {
      return (await load()).default
    } catch {
      await new Promise((done) => setTimeout(done, waitMs))
    }
  }
  return {}
}
