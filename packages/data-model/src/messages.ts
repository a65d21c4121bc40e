import type { JsonValue } from './json.ts'
import { isJsonObject } from './json.ts'
import { type Locale, type LocalizedText, locales } from './localized-text.ts'

export type MessageParams = { [name: string]: JsonValue | LocalizedText | undefined }

/** What a code says, and what to do next. `{name}` is replaced by the parameter of that name. Both languages are required. */
export type Message = { text: Required<LocalizedText>; fix?: Required<LocalizedText> }

/** Every code of one package with its words; stands beside the code that uses it. */
export type MessageCatalogue<Code extends string = string> = { readonly [C in Code]: Message }

/** Fills the placeholders of one text in one language. */
export function fill(template: string, params: MessageParams, locale: Locale): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return whole
    if (isJsonObject(value)) {
      const text = value as LocalizedText
      return text[locale] ?? text['zh-CN'] ?? text.en ?? JSON.stringify(value)
    }
    return Array.isArray(value) ? value.map(String).join(locale === 'zh-CN' ? '、' : ', ') : String(value)
  })
}

/** Fills the placeholders of a text in every language it has. */
export function fillAll(template: LocalizedText, params: MessageParams): LocalizedText {
  const out: LocalizedText = {}
  for (const locale of locales) {
    const text = template[locale]
    if (text !== undefined) out[locale] = fill(text, params, locale)
  }
  return out
}
