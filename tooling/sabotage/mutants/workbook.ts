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
  {
    name: 'workbook: a bomb is unpacked to its end',
    file: 'packages/workbook/src/zip/zip-file.ts',
    find: 'found > part.packed * maxRatio',
    replace: 'found > part.packed * maxRatio * 1e6',
    test: 'packages/workbook/src/open-workbook.test.ts',
  },
  {
    name: 'workbook: a formula may fetch from another workbook',
    file: 'packages/workbook/src/xlsx/sheet-reader.ts',
    find: 'if (reachesOut.test(this.#formula))',
    replace: "if (this.#formula === '' && reachesOut.test(this.#formula))",
    test: 'packages/workbook/src/open-workbook.test.ts',
  },
  {
    name: 'workbook: XML may declare what it likes',
    file: 'packages/workbook/src/xlsx/xml-scanner.ts',
    find: "return this.#broken('document-type')",
    replace: "return text.indexOf('>', tag)",
    test: 'packages/workbook/src/open-workbook.test.ts',
  },
  {
    name: 'workbook: what a formula came to passes for what was typed',
    file: 'packages/workbook/src/imported-rows.ts',
    find: "(given.formulas === 'refuse' || isBlank(cell))",
    replace: 'isBlank(cell)',
    test: 'packages/workbook/src/import-workbook.test.ts',
  },
  {
    name: 'workbook: line items lose the record they belong to',
    file: 'packages/workbook/src/imported-rows.ts',
    find: 'column === key ? carried :',
    replace: 'column === -1 ? carried :',
    test: 'packages/workbook/src/import-workbook.test.ts',
  },
  {
    name: 'workbook: a record that says its own words again is a new one',
    file: 'packages/workbook/src/new-record-test.ts',
    find: 'isBlank(cells[column]) || cells[column] === record?.[i]',
    replace: 'isBlank(cells[column]) || record?.[i] === undefined',
    test: 'packages/workbook/src/import-workbook.test.ts',
  },
]
