import type { Mutant } from '../mutant.ts'

export const formEngine: readonly Mutant[] = [
  {
    name: 'form: a read-only field can be written',
    file: 'packages/form-engine/src/field-cells.ts',
    find: 'const typed = () => (readOnly() ? undefined : source.typed(id))',
    replace: 'const typed = () => source.typed(id)',
    test: 'packages/form-engine/src/evaluate-form.test.ts',
  },
  {
    name: 'form: a hidden field keeps what was typed',
    file: 'packages/form-engine/src/field-cells.ts',
    find: "return field.whenHidden === 'clear' ? null : (earlier ?? null)",
    replace: 'return normal()',
    test: 'packages/form-engine/src/evaluate-form.test.ts',
  },
  {
    name: 'form: any option is accepted',
    file: 'packages/form-engine/src/field-cells.ts',
    find: 'if (!chosen.every((id) => attribute.options?.some((option) => option.id === id)))',
    replace: 'if (chosen.length === 0)',
    test: 'packages/form-engine/src/evaluate-form.test.ts',
  },
  {
    name: 'form-engine: a date that may be read two ways is guessed',
    file: 'packages/form-engine/src/import/cell-text.ts',
    find: 'if (Number(first) <= 12 && Number(second) <= 12 && first !== second) return undefined',
    replace: 'if (Number(first) > 31) return undefined',
    test: 'packages/workbook/src/import-workbook.test.ts',
  },
  {
    name: 'form-engine: numbers that begin with zero lose it',
    file: 'packages/form-engine/src/import/cell-text.ts',
    find: '(first === 48 && text.length > 1) || text.length > 15',
    replace: 'text.length > 15',
    test: 'packages/workbook/src/import-workbook.test.ts',
  },
]
