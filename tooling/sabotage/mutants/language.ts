import type { Mutant } from '../mutant.ts'

export const language: readonly Mutant[] = [
  {
    name: 'language: a label that means another field is printed all the same',
    file: 'packages/expression/src/resolve-name.ts',
    find: "&& resolveName(labels, scope)?.join('.') === path.join('.')",
    replace: '',
    test: 'packages/expression/src/round-trip.test.ts',
  },
  {
    name: 'language: an evaluation goes through lists without end',
    file: 'packages/expression/src/budget.ts',
    find: 'if (this.items > maxItems)',
    replace: 'if (this.items > maxItems * 1000)',
    test: 'packages/expression/src/hostile.test.ts',
  },
  {
    name: 'language: a bare name in a row reads the record',
    file: 'packages/expression/src/read-name.ts',
    find: "return ofRow(first === '$row' ? path.slice(1) : path)",
    replace: "return first === '$row' ? ofRow(path.slice(1)) : record(path)",
    test: 'packages/expression/src/row-scope.test.ts',
  },
  {
    name: 'language: the core profile follows inherited properties',
    file: 'packages/expression/src/core/core-operators.ts',
    find: 'if (value === null || !Object.hasOwn(Object(value), segment)) return otherwise ?? null',
    replace: 'if (value === null || !(segment in Object(value))) return otherwise ?? null',
    test: 'packages/expression/src/core/compile-core.test.ts',
  },
  {
    name: 'language: renaming a column renames the field of the record that is called the same',
    file: 'packages/expression/src/names.ts',
    find: "if (first === '$old' || first === '$parent' || first === '$form') return",
    replace: "if (first === '$old') return",
    test: 'packages/expression/src/check-expression.test.ts',
  },
  {
    name: 'language: options are looked for under the whole formula',
    file: 'packages/expression/src/cursor-context.ts',
    find: 'const segments = tokens.slice(chainStart(tokens, last), last + 1)',
    replace: 'const segments = tokens.slice(0, last + 1)',
    test: 'packages/expression/src/completions.test.ts',
  },
]
