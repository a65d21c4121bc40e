import type { JsonObject, JsonValue } from '@tangram/data-model'
import { fail } from '../errors.ts'

/** The keys of a JSON Pointer (RFC 6901). */
export function keysOf(path: string): string[] {
  if (path === '') return []
  if (!path.startsWith('/')) throw fail('app.command.nothing-there', { path }, { path })
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What stands at a path; undefined when nothing does. Own properties only. */
export function valueAt(document: JsonValue, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const key of keysOf(path)) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    value = (value as JsonObject)[key]
  }
  return value
}

/**
 * A copy with another value at the path, sharing everything beside it; undefined takes the property away.
 *
 * @throws AppError 'app.command.nothing-there' when what should hold it does not exist
 */
export function withValueAt(document: JsonValue, path: string, value: JsonValue | undefined): JsonValue {
  const replace = (holder: JsonValue | undefined, [key, ...rest]: string[]): JsonValue | undefined => {
    if (key === undefined) return value
    if (holder === null || holder === undefined || typeof holder !== 'object') throw fail('app.command.nothing-there', { path }, { path })
    const inner = Object.hasOwn(holder, key) ? (holder as JsonObject)[key] : undefined
    if (inner === undefined && rest.length > 0) throw fail('app.command.nothing-there', { path }, { path })
    const next = replace(inner, rest)
    if (Array.isArray(holder)) {
      const index = Number(key)
      if (next === undefined || inner === undefined) throw fail('app.command.nothing-there', { path }, { path })
      return holder.with(index, next)
    }
    const copy = Object.entries(holder).filter(([name]) => name !== key || next !== undefined)
    // `fromEntries` defines own properties even for names such as `__proto__`.
    if (next === undefined) return Object.fromEntries(copy)
    const replaced = copy.map(([name, old]): [string, JsonValue] => [name, name === key ? next : old])
    return Object.fromEntries(inner === undefined ? [...replaced, [key, next]] : replaced)
  }
  const result = replace(document, keysOf(path))
  if (result === undefined) throw fail('app.command.nothing-there', { path }, { path })
  return result
}
