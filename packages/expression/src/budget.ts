import type { JsonValue } from '@tangram/data-model'
import { fail } from './errors.ts'

/** How deep an expression may nest and how many parts it may have. */
export const maxDepth = 64
export const maxNodes = 1_000

/** How long a text may grow on the way, and how many items of lists one evaluation may go through. */
export const maxTextLength = 1_000_000
export const maxItems = 1_000_000

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

/**
 * What one evaluation may spend. Each part runs at most once, so only the lists it reads and makes decide how long it takes: their items
 * are counted, single values cost nothing.
 */
export class StepBudget {
  items = 0

  begin(): void {
    this.items = 0
  }

  spend(value: JsonValue): JsonValue {
    if (!Array.isArray(value)) return withinText(value)
    this.items += value.length
    if (this.items > maxItems) throw fail('expression.too-many-items', { limit: maxItems })
    return value
  }
}
