import type { OperatorDefinition } from '../operator.ts'
import { calendarOperators } from './calendar.ts'
import { chinaOperators } from './china.ts'
import { conditionalOperators } from './conditional.ts'
import { dateOperators } from './date.ts'
import { listOperators } from './list.ts'
import { logicOperators } from './logic.ts'
import { moreListOperators } from './more-list.ts'
import { moreLogicOperators } from './more-logic.ts'
import { moreNumberOperators } from './more-number.ts'
import { numberOperators } from './number.ts'
import { peopleOperators } from './people.ts'
import { spanOperators } from './spans.ts'
import { statisticsOperators } from './statistics.ts'
import { textOperators } from './text.ts'
import { textFormOperators } from './text-forms.ts'
import { textPartOperators } from './text-parts.ts'
import { workdayOperators } from './workdays.ts'

/** The whole language, in the order a person reads it. */
export const operators: readonly OperatorDefinition[] = [
  ...logicOperators,
  ...moreLogicOperators,
  ...listOperators,
  ...moreListOperators,
  ...conditionalOperators,
  ...textOperators,
  ...textPartOperators,
  ...textFormOperators,
  ...chinaOperators,
  ...numberOperators,
  ...moreNumberOperators,
  ...statisticsOperators,
  ...dateOperators,
  ...calendarOperators,
  ...spanOperators,
  ...workdayOperators,
  ...peopleOperators,
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
