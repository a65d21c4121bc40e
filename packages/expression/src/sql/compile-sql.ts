import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Logic } from '../logic.ts'
import type { SqlScope } from './sql-scope.ts'

export function compileSql(logic: Logic, scope: SqlScope): RawBuilder<unknown> {
  return sql`${JSON.stringify([logic, scope.given])}`
}

export function compileCondition(logic: Logic, scope: SqlScope): RawBuilder<SqlBool> {
  return sql<SqlBool>`${JSON.stringify([logic, scope.given])}`
}
