import type { Mutant } from '../mutant.ts'

export const expression: readonly Mutant[] = [
  {
    name: 'expression: blank no longer equals blank',
    file: 'packages/expression/src/compare.ts',
    find: 'if (a === null && b === null) return 0\n',
    replace: '',
    test: 'packages/expression/src/cases.test.ts',
  },
  {
    name: 'expression: inherited properties can be read',
    file: 'packages/expression/src/own-value.ts',
    find: 'value !== undefined && Object.hasOwn(values, name)',
    replace: 'value !== undefined',
    test: 'packages/expression/src/cases.test.ts',
  },
  {
    name: 'expression: the size budget is gone',
    file: 'packages/expression/src/budget.ts',
    find: 'if (nodes > maxNodes)',
    replace: 'if (nodes > maxNodes * 1000)',
    test: 'packages/expression/src/cases.test.ts',
  },
  {
    name: 'expression: halves of negative numbers round up',
    file: 'packages/expression/src/exact.ts',
    find: 'this.units < 0n ? this.units - half : this.units + half',
    replace: 'this.units + half',
    test: 'packages/expression/src/exact.test.ts',
  },
  {
    name: 'expression: SQL lets null fall out of a comparison',
    file: 'packages/expression/src/sql/operand.ts',
    find: "return mode === 'where' ? condition : sql`coalesce(${condition}, false)`",
    replace: 'return condition',
    test: 'packages/expression/src/sql/compile-sql.test.ts',
  },
  {
    name: 'expression: a number level with one written out is above it',
    file: 'packages/expression/src/join.ts',
    find: 'return x < literal ? below : x === literal ? level : above',
    replace: 'return x < literal ? below : above',
    test: 'packages/expression/src/join.test.ts',
  },
  {
    name: 'expression: a sum beyond what is exact is given all the same',
    file: 'packages/expression/src/join.ts',
    find: 'return result < limit && result > -limit ? result + 0 : evaluate([x, y], given)',
    replace: 'return result + 0',
    test: 'packages/expression/src/join.test.ts',
  },
  {
    name: 'expression: seven does not equal the text 7.0',
    file: 'packages/expression/src/join.ts',
    find: "(typeof value === 'string' && exactly(value) === undefined)",
    replace: "typeof value === 'string'",
    test: 'packages/expression/src/join.test.ts',
  },
]
