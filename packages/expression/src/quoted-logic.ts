import type { JsonValue } from '@tangram/data-model'

const maxShown = 80

/** The beginning of an expression as JSON, for a message; whatever its size it costs little. */
export function quotedLogic(logic: JsonValue): string {
  return shown(logic, 4).slice(0, maxShown)
}

function shown(value: JsonValue, depth: number): string {
  if (value === null || typeof value !== 'object')
    return JSON.stringify(typeof value === 'string' ? value.slice(0, maxShown) : value) ?? '?'
  if (depth === 0) return '…'
  if (Array.isArray(value)) return `[${value.slice(0, 8).map((item) => shown(item, depth - 1))}]`
  const entries = Object.keys(value).slice(0, 8)
  return `{${entries.map((key) => `${JSON.stringify(key.slice(0, maxShown))}:${shown(value[key] ?? null, depth - 1)}`)}}`
}
