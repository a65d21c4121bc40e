import type { JsonValue } from './json.ts'
import { type Locale, locales } from './localized-text.ts'

const placeholder = /\{\{\s*([$\w.]+)\s*\}\}/g

/** Replaces each `{{name}}` of a text: `fillTemplate('No. {{number}}', () => '7')` is `'No. 7'`. */
export function fillTemplate(template: string, textOf: (path: string[]) => string): string {
  return template.replace(placeholder, (_, name: string) => textOf(name.split('.')))
}

/** The names a text asks for: `'{{product.line}}'` gives `[['product', 'line']]`. */
export function namesInTemplate(template: string): string[][] {
  return [...template.matchAll(placeholder)].map((match) => (match[1] as string).split('.'))
}

/**
 * Fills every text inside a value. Texts of a `LocalizedText` are filled in their own language, others with `locale` undefined.
 */
export function fillTemplates(
  value: JsonValue,
  textOf: (path: string[], locale: Locale | undefined) => string,
  locale?: Locale,
): JsonValue {
  if (typeof value === 'string') return fillTemplate(value, (path) => textOf(path, locale))
  if (Array.isArray(value)) return value.map((item) => fillTemplates(item, textOf, locale))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillTemplates(item, textOf, localeOf(key) ?? locale)]))
}

/** The names that all texts inside a value ask for. */
export function namesInTemplates(value: JsonValue): string[][] {
  if (typeof value === 'string') return namesInTemplate(value)
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(namesInTemplates)
}

function localeOf(key: string): Locale | undefined {
  return locales.find((locale) => locale === key)
}
