import { textIn } from '@tangram/data-model'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { fail } from '../errors.ts'
import { fromJsonLogic } from '../from-json-logic.ts'
import type { Logic } from '../logic.ts'
import type { Typed } from '../typed-expression.ts'
import type { Mode } from './operand.ts'
import type { SqlScope } from './sql-scope.ts'
import { Translation } from './translation.ts'

/**
 * The value of an expression, computed by PostgreSQL with the answer the closures give. A boolean is true or false, never null.
 *
 * @throws AppError `expression.not-translatable` for what `checkExpression` refuses
 */
export function compileSql(logic: Logic, scope: SqlScope): RawBuilder<unknown> {
  return new Translation(scope).value(typed(logic, scope))
}

/**
 * The rows an expression holds for, to stand in WHERE or FILTER: where it does not hold it may be null instead of false, which lets
 * comparisons use their indexes.
 *
 * @throws AppError `expression.not-translatable` for what `checkExpression` refuses
 */
export function compileCondition(logic: Logic, scope: SqlScope, mode: Mode = 'where'): RawBuilder<SqlBool> {
  const condition = new Translation(scope).condition(typed(logic, scope), mode)
  return sql<SqlBool>`(${condition})`
}

function typed(logic: Logic, scope: SqlScope): Typed {
  const { tree, diagnostics } = fromJsonLogic(logic, { typeOf: (path) => scope.typeOf(path), inDatabase: true })
  if (tree) return tree
  const reason = diagnostics.find(({ severity }) => severity === 'error')
  throw fail(
    'expression.not-translatable',
    { reason: { en: textIn(reason?.message, 'en'), 'zh-CN': textIn(reason?.message, 'zh-CN') } },
    { details: diagnostics },
  )
}
