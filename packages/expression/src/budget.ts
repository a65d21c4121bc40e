import type { JsonValue } from '@tangram/data-model'
import { fail } from './errors.ts'

/** How deep an expression may nest and how many parts it may have. */
export const maxDepth = 64
export const maxNodes = 1_000

/** How many parts one evaluation may compute, and how long a text may grow on the way. */
export const maxTextLength = 1_000_000

/** Counts the parts of an expression as they are met. */
export function nodeBudget(): (depth: number) => void {
  let nodes = 0
  return (depth) => {
    nodes += 1
    if (nodes > maxNodes) throw fail('expression.too-long', { limit: maxNodes })
    if (depth > maxDepth) throw fail('expression.too-deep', { limit: maxDepth })
  }
}

export function withinText(value: JsonValue): JsonValue {
  if (typeof value === 'string' && value.length > maxTextLength) throw fail('expression.text-too-long', { limit: maxTextLength })
  return value
}
