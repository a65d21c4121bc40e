import { diagnose, isJsonObject, type JsonValue, type Option, pointer } from '@tangram/data-model'
import { localizedOf } from '../import/recognise.ts'
import type { Found, Keywords, Reading } from './keywords.ts'
import { schemaMessages } from './messages.ts'

const longestId = 40

/** The options that `enum`, `const` or named alternatives allow; undefined when the schema lists no values. `idOf` gives the id of a value. */
export type Choices = { options: Option[]; idOf(value: JsonValue): string | undefined }

export function choicesOf(keywords: Keywords, reading: Reading): Choices | undefined {
  const values = takeValues(keywords, reading)
  if (!values) return undefined
  const options: Option[] = []
  const ids = new Map<JsonValue, string>()
  for (const { value, title, path } of values) {
    if (value === null || typeof value === 'object' || ids.has(value)) continue
    const words = String(value)
    const isFit = words !== '' && words.length <= longestId && !options.some((option) => option.id === words)
    const id = isFit ? words : freeId(options)
    if (!isFit) reading.diagnostics.push(diagnose(schemaMessages, 'schema.choice-id', path, { choice: words, id }, 'warning'))
    ids.set(value, id)
    options.push({ id, label: localizedOf(title ?? words) })
  }
  const odd = values.find(({ value }) => typeof value !== 'string')
  if (odd) reading.diagnostics.push(diagnose(schemaMessages, 'schema.choices-as-text', odd.path, {}, 'warning'))
  return { options, idOf: (value) => ids.get(value) }
}

type Value = { value: JsonValue; title?: string; path: string }

function takeValues(keywords: Keywords, reading: Reading): Value[] | undefined {
  const constant = keywords.take('const')
  if (constant) return [constant]
  for (const name of ['oneOf', 'anyOf']) {
    const ways = keywords.peek(name)
    if (Array.isArray(ways) && ways.length > 0 && ways.every((way) => isJsonObject(way) && 'const' in way)) {
      keywords.take('enum')
      return named(keywords.take(name) as Found, reading)
    }
  }
  const list = keywords.take('enum')
  if (!list || !Array.isArray(list.value)) return undefined
  return list.value.map((value, i) => ({ value, path: list.path + pointer(i) }))
}

function named({ value, path }: Found, { diagnostics }: Reading): Value[] {
  return (value as JsonValue[]).flatMap((way, i): Value[] => {
    if (!isJsonObject(way) || way.const === undefined || way.const === null) return []
    const at = path + pointer(i)
    for (const keyword of Object.keys(way)) {
      if (['const', 'title', 'type'].includes(keyword)) continue
      diagnostics.push(diagnose(schemaMessages, 'schema.unsupported', at + pointer(keyword), { keyword }, 'warning'))
    }
    return [{ value: way.const, path: at, ...(typeof way.title === 'string' ? { title: way.title } : {}) }]
  })
}

function freeId(options: readonly Option[]): string {
  for (let n = options.length + 1; ; n++) if (!options.some(({ id }) => id === `option_${n}`)) return `option_${n}`
}
