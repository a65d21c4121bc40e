import type { Translate } from './arguments.ts'
import { dateSql } from './date.ts'
import { listSql } from './list.ts'
import { logicSql } from './logic.ts'
import { moreNumberSql } from './more-number.ts'
import { numberSql } from './number.ts'
import { statisticsSql } from './statistics.ts'
import { textSql } from './text.ts'

/** Each operator in SQL. A test holds these equal to the catalogue without what it keeps for closures. */
export const sqlOperators: { readonly [op: string]: Translate | undefined } = {
  ...logicSql,
  ...listSql,
  ...textSql,
  ...numberSql,
  ...moreNumberSql,
  ...statisticsSql,
  ...dateSql,
}
