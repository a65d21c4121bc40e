import type { Mutant } from '../mutant.ts'

const questions = 'packages/report-engine/src/questions/engine-answers.integration.test.ts'
const random = 'packages/report-engine/src/oracle/engine-against-oracle.integration.test.ts'
const drill = 'packages/report-engine/src/oracle/drill-against-oracle.integration.test.ts'

export const reportEngine: readonly Mutant[] = [
  {
    name: 'report: the end of a period belongs to it',
    file: 'packages/report-engine/src/filter-logic.ts',
    find: "{ '<': [value, at(range.to)] }",
    replace: "{ '<=': [value, at(range.to)] }",
    test: 'packages/report-engine/src/filter-logic.test.ts',
  },
  {
    name: 'report: a cut list does not say so',
    file: 'packages/report-engine/src/sql/compile-report.ts',
    find: 'limit ${sql.lit(limit + 1)}',
    replace: 'limit ${sql.lit(limit)}',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: days begin in Greenwich',
    file: 'packages/report-engine/src/sql/dimension-plan.ts',
    find: '(${expression} at time zone ${given.zone})',
    replace: "(${expression} at time zone 'UTC')",
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: the drill into the others forgets the empty group',
    file: 'packages/report-engine/src/sql/compile-detail.ts',
    find: 'value.others.includes(null) ?',
    replace: '!value.others.includes(null) ?',
    test: drill,
  },
  {
    name: 'report: the drill into a stock reads every count',
    file: 'packages/report-engine/src/sql/compile-detail.ts',
    find: '    all.push(sql`${operandSql(last,',
    replace: '    void (sql`${operandSql(last,',
    test: drill,
  },
  {
    name: 'report: the top is one short',
    file: 'packages/report-engine/src/sql/fold-others.ts',
    find: 'limit ${sql.lit(n)}`',
    replace: 'limit ${sql.lit(n - 1)}`',
    test: questions,
  },
  {
    name: 'report: the empty figure is the best',
    file: 'packages/report-engine/src/sql/fold-others.ts',
    find: '${figure} desc nulls last',
    replace: '${figure} desc nulls first',
    test: random,
  },
  {
    name: 'report: an order counts in the others once a line',
    file: 'packages/report-engine/src/sql/groups.ts',
    find: 'const isDistinct = overlaps(grain.hops, dimensions)',
    replace: 'const isDistinct = false',
    test: questions,
  },
  {
    name: 'report: groups without rows of the grain are not there',
    file: 'packages/report-engine/src/sql/groups.ts',
    find: "grain.isSpine ? 'left' : 'inner'",
    replace: "'inner'",
    test: questions,
  },
  {
    name: "report: a share is of the shown groups' own level",
    file: 'packages/report-engine/src/sql/calculations/share.ts',
    find: 'return over.reduce((sum, dimension) => sum | bitOf(figures, dimension), level)',
    replace: 'return over.reduce((sum) => sum, level)',
    test: questions,
  },
  {
    name: 'report: a mean moves over rows, not over periods',
    file: 'packages/report-engine/src/sql/calculations/moving.ts',
    find: 'range between ${back} preceding',
    replace: 'rows between ${sql.lit(one.moving - 1)} preceding',
    test: questions,
  },
  {
    name: 'report: the others have a place',
    file: 'packages/report-engine/src/sql/calculations/rank.ts',
    find: '...others.map((rest) => sql`not ${rest}`)',
    replace: '...others.map((rest) => sql`(${rest} or not ${rest})`)',
    test: random,
  },
]
