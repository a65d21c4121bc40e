import type { JsonValue } from '@tangram/data-model'

/** Texts of a value that is one, several or none, each once. */
export function uniqueTexts(value: JsonValue): string[] {
  const all = Array.isArray(value) ? value : [value]
  return [...new Set(all.filter((item) => typeof item === 'string' && item !== ''))] as string[]
}
