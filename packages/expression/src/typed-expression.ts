import type { JsonValue, ValueType } from '@tangram/data-model'
import type { OperatorDefinition } from './operator.ts'

/**
 * An expression with the type of each part: literals, lists of parts, names by path, and operators called with parts.
 *
 *     { node: 'call', operator: …, type: { kind: 'boolean' }, args: [{ node: 'name', path: ['count'], … }, { node: 'literal', value: 3, … }] }
 */
export type Typed = {
  /** Undefined: nothing but null. */
  type: ValueType | undefined
  /** Decimals only: written in the one canonical way. Those read from a record need not be. */
  isCanonical: boolean
} & (
  | { node: 'literal'; value: JsonValue }
  | { node: 'list'; items: Typed[] }
  | { node: 'name'; path: string[] }
  | { node: 'call'; operator: OperatorDefinition; args: Typed[] }
)
