import { invariant, type JsonObject, type JsonValue } from '@tangram/data-model'

function segmentsOf(path: string): string[] {
  invariant(path === '' || path.startsWith('/'), `"${path}" is not a JSON Pointer`)
  return path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a pointer (own properties and array items); undefined when there is none. */
export function readPointer(value: JsonValue, path: string): JsonValue | undefined {
  let current: JsonValue | undefined = value
  for (const segment of segmentsOf(path)) {
    if (Array.isArray(current)) current = /^\d+$/.test(segment) ? current[Number(segment)] : undefined
    else current = isObject(current) && Object.hasOwn(current, segment) ? current[segment] : undefined
  }
  return current
}

/**
 * A copy with the value at the pointer, undefined taking the property away; all off the way is shared.
 *
 * @throws InvariantError when the way to the pointer does not exist
 */
export function writePointer(value: JsonValue, path: string, next: JsonValue | undefined): JsonValue {
  return writeAt(value, segmentsOf(path), next, path)
}

function writeAt(value: JsonValue | undefined, segments: readonly string[], next: JsonValue | undefined, path: string): JsonValue {
  const [segment, ...rest] = segments
  if (segment === undefined) {
    invariant(next !== undefined, 'the document itself cannot be taken away')
    return next
  }
  invariant(segment !== '__proto__', 'no path leads through __proto__')
  if (Array.isArray(value)) {
    const index = Number(segment)
    invariant(
      Number.isInteger(index) && index >= 0 && index < value.length && (rest.length > 0 || next !== undefined),
      `nothing to write at ${path}`,
    )
    return value.map((item, at) => (at === index ? writeAt(item, rest, next, path) : item))
  }
  invariant(isObject(value), `nothing to write at ${path}`)
  if (rest.length > 0) return { ...value, [segment]: writeAt(Object.hasOwn(value, segment) ? value[segment] : undefined, rest, next, path) }
  if (next !== undefined) return { ...value, [segment]: next }
  const { [segment]: _gone, ...kept } = value
  return kept
}
