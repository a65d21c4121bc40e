import type { OperatorDefinition } from '../operator.ts'
import { chinaOperators } from './china.ts'
import { dateOperators } from './date.ts'
import { listOperators } from './list.ts'
import { logicOperators } from './logic.ts'
import { moreNumberOperators } from './more-number.ts'
import { numberOperators } from './number.ts'
import { statisticsOperators } from './statistics.ts'
import { textOperators } from './text.ts'
import { textFormOperators } from './text-forms.ts'
import { textPartOperators } from './text-parts.ts'

/** The whole language, in the order a person reads it. */
export const operators: readonly OperatorDefinition[] = [
  ...logicOperators,
  ...listOperators,
  ...textOperators,
  ...textPartOperators,
  ...textFormOperators,
  ...chinaOperators,
  ...numberOperators,
  ...moreNumberOperators,
  ...statisticsOperators,
  ...dateOperators,
]

const byOp = new Map(operators.map((operator) => [operator.op, operator]))
const byName = new Map(operators.flatMap((operator) => operator.names.map((name) => [name.toUpperCase(), operator] as const)))

export function operatorOf(op: string): OperatorDefinition | undefined {
  return byOp.get(op)
}

/** By the name formulas use, capitals or not. */
export function operatorNamed(name: string): OperatorDefinition | undefined {
  return byName.get(name.toUpperCase())
}
