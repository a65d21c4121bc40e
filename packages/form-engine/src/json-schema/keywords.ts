import { type Diagnostic, diagnose, isJsonObject, type JsonObject, type JsonValue, pointer } from '@tangram/data-model'
import { sameJson } from '../same-json.ts'
import { schemaMessages } from './messages.ts'

/** A keyword's value and where it stands. */
export type Found = { value: JsonValue; path: string }

/** A schema inside of another, and the references that led to it. */
export type Part = Found & { above: readonly string[] }

/** A schema being read: where references lead, and what was found to say about it. */
export type Reading = { root: JsonObject; diagnostics: Diagnostic[]; parts: number }

export const mostParts = 5_000

/**
 * What a schema says of one value, once references, `allOf` and “or nothing” are resolved. Whoever understands a keyword takes it;
 * what is left in the end was understood by nobody.
 */
export class Keywords {
  readonly path: string
  /** The references that led here. */
  readonly above: readonly string[]
  isNullable = false
  /** Properties with their schemas, from all parts. */
  readonly properties = new Map<string, Part>()
  readonly required = new Map<string, string>()
  readonly #found = new Map<string, Found>()

  constructor(path: string, above: readonly string[]) {
    this.path = path
    this.above = above
  }

  peek(name: string): JsonValue | undefined {
    return this.#found.get(name)?.value
  }

  take(name: string): Found | undefined {
    const found = this.#found.get(name)
    this.#found.delete(name)
    return found
  }

  put(name: string, found: Found): void {
    this.#found.set(name, found)
  }

  rest(): [string, Found][] {
    return [...this.#found]
  }
}

/** Keywords that hold others, or say where the schema is from. */
const silent = new Set(['$schema', '$id', '$anchor', '$defs', 'definitions'])
/** The nearest wins: that is what they are written beside a reference for. */
const annotations = new Set(['title', 'description', 'default', '$comment', 'examples'])

/** Gathers what a schema says; whatever cannot be followed is reported. */
export function gather(schema: JsonValue | undefined, path: string, reading: Reading, above: readonly string[] = []): Keywords {
  const keywords = new Keywords(path, above)
  reading.parts += 1
  if (schema === true || reading.parts > mostParts) return keywords
  if (!isJsonObject(schema)) {
    reading.diagnostics.push(diagnose(schemaMessages, schema === false ? 'schema.nothing' : 'schema.not-a-schema', path))
    return keywords
  }
  for (const [name, value] of Object.entries(schema)) {
    const at = path + pointer(name)
    const found = { value, path: at }
    if (silent.has(name) || name === '$ref' || name === 'allOf') continue
    if (name === 'properties' && isJsonObject(value)) {
      for (const [property, each] of Object.entries(value))
        keywords.properties.set(property, { value: each, path: at + pointer(property), above })
    } else if (name === 'required' && Array.isArray(value)) {
      for (const [i, each] of value.entries()) if (typeof each === 'string') keywords.required.set(each, at + pointer(i))
    } else if (name === 'nullable' && typeof value === 'boolean') keywords.isNullable ||= value
    else if (name === 'type' && Array.isArray(value)) {
      const types = value.filter((each) => each !== 'null')
      keywords.isNullable ||= types.length < value.length
      keywords.put(name, { value: types.length === 1 ? (types[0] ?? null) : types.length === 0 ? 'null' : types, path: at })
    } else if (name === 'enum' && Array.isArray(value)) {
      keywords.isNullable ||= value.includes(null)
      keywords.put(name, { value: value.filter((each) => each !== null), path: at })
    } else if ((name === 'anyOf' || name === 'oneOf') && Array.isArray(value)) alternatives(keywords, name, found, reading, above)
    else keywords.put(name, found)
  }
  if (typeof schema.$ref === 'string') follow(schema.$ref, path + pointer('$ref'), keywords, reading, above)
  if (Array.isArray(schema.allOf)) {
    for (const [i, part] of schema.allOf.entries()) merge(keywords, gather(part, path + pointer('allOf', i), reading, above), reading)
  }
  return keywords
}

/** One way left beside “nothing” is no alternative. */
function alternatives(keywords: Keywords, name: string, found: Found, reading: Reading, above: readonly string[]): void {
  const ways = found.value as JsonValue[]
  const isNothing = (way: JsonValue) => isJsonObject(way) && (way.type === 'null' || ('const' in way && way.const === null))
  const real = [...ways.entries()].filter(([, way]) => !isNothing(way))
  keywords.isNullable ||= real.length < ways.length
  const [only] = real
  if (real.length === 1 && only) merge(keywords, gather(only[1], found.path + pointer(only[0]), reading, above), reading)
  else keywords.put(name, found)
}

function follow(ref: string, path: string, into: Keywords, reading: Reading, above: readonly string[]): void {
  const report = (code: 'schema.ref-elsewhere' | 'schema.ref-unknown' | 'schema.ref-cycle') =>
    reading.diagnostics.push(diagnose(schemaMessages, code, path, { ref }, 'error'))
  if (ref !== '#' && !ref.startsWith('#/')) return void report('schema.ref-elsewhere')
  if (above.includes(ref) || ref === '#') return void report('schema.ref-cycle')
  const target = targetOf(ref, reading.root)
  if (target === undefined) return void report('schema.ref-unknown')
  merge(into, gather(target, ref.slice(1), reading, [...above, ref]), reading)
}

/** Adds what another part says of the same value. */
function merge(into: Keywords, from: Keywords, reading: Reading): void {
  const conflict = (keyword: string, path: string) =>
    reading.diagnostics.push(diagnose(schemaMessages, 'schema.conflict', path, { keyword }, 'warning'))
  into.isNullable ||= from.isNullable
  for (const [name, path] of from.required) if (!into.required.has(name)) into.required.set(name, path)
  for (const [name, part] of from.properties) {
    const known = into.properties.get(name)
    if (!known) into.properties.set(name, part)
    else if (!sameJson(known.value, part.value)) conflict(name, part.path)
  }
  for (const [name, found] of from.rest()) {
    const known = into.peek(name)
    if (known === undefined) into.put(name, found)
    else if (!annotations.has(name) && !sameJson(known, found.value)) conflict(name, found.path)
  }
}

function targetOf(ref: string, root: JsonObject): JsonValue | undefined {
  let at: JsonValue | undefined = root
  for (const segment of ref.slice(2).split('/')) {
    const name = decoded(segment).replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = at[Number(name)]
    else if (isJsonObject(at) && Object.hasOwn(at, name)) at = at[name]
    else return undefined
  }
  return at
}

/** `%25` → `%`; what is no such escape stays. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
