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
  {
    name: 'form-engine: ajv passes names that no field has',
    file: 'packages/form-engine/src/ajv/compile-check.ts',
    find: 'if (field === undefined) return undefined',
    replace: 'if (field === undefined) continue',
    test: 'packages/form-engine/src/ajv/check-submission.test.ts',
  },
  {
    name: 'form-engine: ajv passes records without what they must have',
    file: 'packages/form-engine/src/ajv/compile-check.ts',
    find: 'if (field.required === true || field.default) required.push',
    replace: 'if (field.default) required.push',
    test: 'packages/form-engine/src/ajv/check-submission.test.ts',
  },
  {
    name: 'form-engine: ajv leaves the rule of a field type out',
    file: 'packages/form-engine/src/ajv/compile-check.ts',
    find: 'validate === undefined || validate(value, config) === undefined',
    replace: 'value !== undefined || config === undefined',
    test: 'packages/form-engine/src/ajv/check-submission.test.ts',
  },
]
