import { isJsonObject } from '@tangram/data-model'
import { type Logic, namesIn } from '@tangram/expression'

/** A row condition taken apart: what joins it, its parts, and for a record whether each of them holds. */
export type ConditionPart = {
  /** `all`, `any` and `not` have parts; `test` compares something. */
  kind: 'all' | 'any' | 'not' | 'test'
  logic: Logic
  /** Whether it holds for the record that is asked about; null when none is. */
  holds: boolean | null
  parts: ConditionPart[]
  /** What a test reads, by path: `[['product', 'line'], ['$user', 'teams']]`. */
  names: string[][]
}

/** Says of a condition whether it holds for the record that is asked about. */
export type Holds = (condition: Logic) => boolean

/** What the author joined with AND, OR and NOT, down to the comparisons. Together the parts say what the whole says. */
export function partOf(logic: Logic, holds: Holds | undefined): ConditionPart {
  const [op, operands] = joinOf(logic)
  return {
    kind: op,
    logic,
    holds: holds ? holds(logic) : null,
    parts: operands.map((operand) => partOf(operand, holds)),
    names: op === 'test' ? namesIn(logic) : [],
  }
}

/** Every condition in it, the whole first: those that `holds` will be asked about. */
export function conditionsIn(logic: Logic): Logic[] {
  return [logic, ...joinOf(logic)[1].flatMap(conditionsIn)]
}

/** The comparisons, in the order they are written. */
export function testsOf(part: ConditionPart): ConditionPart[] {
  return part.kind === 'test' ? [part] : part.parts.flatMap(testsOf)
}

const joins = { and: 'all', or: 'any', '!': 'not' } as const

function joinOf(logic: Logic): [ConditionPart['kind'], Logic[]] {
  if (!isJsonObject(logic)) return ['test', []]
  const [[op, raw = null] = ['', null], ...others] = Object.entries(logic)
  if (others.length > 0 || !Object.hasOwn(joins, op)) return ['test', []]
  const operands = Array.isArray(raw) ? raw : [raw]
  return operands.length > 0 ? [joins[op as keyof typeof joins], operands] : ['test', []]
}
