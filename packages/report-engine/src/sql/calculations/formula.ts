import { checkExpression, type Logic } from '@tangram/expression'
import { compileSql } from '@tangram/expression/sql'
import { figureTypes } from '../../figure-types.ts'
import { type Column, exact, type Reading } from './calculation.ts'

/** A formula over the figures of the group by their ids. */
export function formula({ logic }: { logic: Logic }, { figures, figure }: Reading): Column {
  const typeOf = figureTypes(figures.report)
  const value = compileSql(logic, { typeOf, columnOf: ([id = '']) => figure(id), given: figures.given })
  return { value, type: checkExpression(logic, { typeOf, inDatabase: true }).type ?? exact }
}
