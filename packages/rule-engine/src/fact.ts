import type { JsonValue } from '@tangram/data-model'

/**
 * A value across a reference that only the edge can look up: `path` of the record, where the first reference leads to the
 * record `via`. The same fact that processes ask for.
 */
export type RuleFact = { type: 'value'; path: string[]; via?: string }

/** Answers by `ruleFactKey`. */
export type RuleFacts = { [key: string]: JsonValue }

/** The name the answer is kept under: `value:product.line@<uuid>`. */
export function ruleFactKey({ path, via }: RuleFact): string {
  return `value:${path.join('.')}${via === undefined ? '' : `@${via}`}`
}
