import type { Translate } from './arguments.ts'
import { chinaSql } from './china.ts'
import { dateSql } from './date.ts'
import { listSql } from './list.ts'
import { logicSql } from './logic.ts'
import { moreNumberSql } from './more-number.ts'
import { numberSql } from './number.ts'
import { statisticsSql } from './statistics.ts'
import { textSql } from './text.ts'
import { textFormSql } from './text-forms.ts'
import { textPartSql } from './text-parts.ts'

/** Each operator in SQL. A test holds these equal to the catalogue without what it keeps for closures. */
export const sqlOperators: { readonly [op: string]: Translate | undefined } = {
  ...logicSql,
  ...listSql,
  ...textSql,
  ...textPartSql,
  ...textFormSql,
  ...chinaSql,
  ...numberSql,
  ...moreNumberSql,
  ...statisticsSql,
  ...dateSql,
}
