import type { Mutant } from '../mutant.ts'

export const reportEngine: readonly Mutant[] = [
  {
    name: 'report: the end of a period belongs to it',
    file: 'packages/report-engine/src/filter-logic.ts',
    find: "{ '<': [value, at(range.to)] }",
    replace: "{ '<=': [value, at(range.to)] }",
    test: 'packages/report-engine/src/filter-logic.test.ts',
  },
  {
    name: 'report: the drill into the others forgets the empty group',
    file: 'packages/report-engine/src/cell-filter.ts',
    find: 'value.others.map((key) =>',
    replace: 'value.others.filter((key) => key !== null).map((key) =>',
    test: 'packages/report-engine/src/sql/drill.integration.test.ts',
  },
  {
    name: 'report: the top is one short',
    file: 'packages/report-engine/src/sql/fold-others.ts',
    find: 'sql`place > ${sql.lit(top.n)} as',
    replace: 'sql`place >= ${sql.lit(top.n)} as',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: a measure loses its own filter',
    file: 'packages/report-engine/src/sql/measure-plan.ts',
    find: 'condition ? sql`${from} filter (where ${condition})` : from',
    replace: 'from',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
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
]
