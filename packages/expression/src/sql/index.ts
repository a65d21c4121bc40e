/** Expressions as SQL fragments for PostgreSQL. Imports Kysely: for servers only. */
export { compileCondition, compileSql } from './compile-sql.ts'
export type { SqlScope } from './sql-scope.ts'
