import type { Translate } from './arguments.ts'
import { calendarSql } from './calendar.ts'
import { chinaSql } from './china.ts'
import { conditionalSql } from './conditional.ts'
import { dateSql } from './date.ts'
import { listSql } from './list.ts'
import { logicSql } from './logic.ts'
import { moreListSql } from './more-list.ts'
import { moreLogicSql } from './more-logic.ts'
import { moreNumberSql } from './more-number.ts'
import { numberSql } from './number.ts'
import { peopleSql } from './people.ts'
import { spanSql } from './spans.ts'
import { statisticsSql } from './statistics.ts'
import { textSql } from './text.ts'
import { textFormSql } from './text-forms.ts'
import { textPartSql } from './text-parts.ts'
import { workdaySql } from './workdays.ts'

/** Each operator in SQL. A test holds these equal to the catalogue without what it keeps for closures. */
export const sqlOperators: { readonly [op: string]: Translate | undefined } = {
  ...logicSql,
  ...moreLogicSql,
  ...listSql,
  ...moreListSql,
  ...conditionalSql,
  ...textSql,
  ...textPartSql,
  ...textFormSql,
  ...chinaSql,
  ...numberSql,
  ...moreNumberSql,
  ...statisticsSql,
  ...dateSql,
  ...calendarSql,
  ...spanSql,
  ...workdaySql,
  ...peopleSql,
}
