import type { Mutant } from '../mutant.ts'

export const workbook: readonly Mutant[] = [
  {
    name: 'workbook: a cell that begins with @ is a formula',
    file: 'packages/workbook/src/cell.ts',
    find: 'const startsFormula = /^[=+\\-@\\t\\r\\n]/',
    replace: 'const startsFormula = /^[=+\\-\\t\\r\\n]/',
    test: 'packages/workbook/src/workbook.test.ts',
  },
  {
    name: 'workbook: a lone line feed begins a row',
    file: 'packages/workbook/src/write-csv.ts',
    find: 'quoted_match: /[\\r\\n]/,',
    replace: 'quoted_match: /\\r\\n/,',
    test: 'packages/workbook/src/workbook.test.ts',
  },
]
