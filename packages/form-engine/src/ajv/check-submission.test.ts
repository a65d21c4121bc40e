import type { EntityDocument, JsonValue, RecordValues } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateForm } from '../evaluate-form.ts'
import type { FieldType } from '../field-type.ts'
import { fieldTypes } from '../fields/index.ts'
import { compileRecord } from '../validate-record.ts'
import { checkSubmission } from './check-submission.ts'
import { compileCheck } from './compile-check.ts'

const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }

/** A table with a field of each of these types, one of them that must be filled in and one that may be left empty. */
function tableOf(types: readonly FieldType[]): EntityDocument {
  const fields = types.flatMap((fieldType) => {
    const { config, columns } = fieldType.examples
    const common = {
      type: fieldType.type,
      label: { en: fieldType.type },
      ...(config ? { config } : {}),
      ...(columns ? { fields: columns } : {}),
    }
    return [
      { id: `${fieldType.type}_must`, required: true, ...common },
      { id: `${fieldType.type}_may`, ...common },
    ]
  })
  return {
    id: 'sample',
    label: { en: 'Sample' },
    title: fields[0]?.id ?? '',
    fields: { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
  }
}

const blanks = fc.constantFrom<JsonValue>('', ' ', [], null)
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('\0', '\ud800', ' x '),
)
const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom<JsonValue>('0', '-0', '007', '1.50', '-99.990', '1.005', '.5', '1.', '9'.repeat(19), 2 ** 53, '2026-02-29', '0000-01-01'),
)

/** What nobody fills in has nothing to check. */
const written = fieldTypes.filter((fieldType) => !fieldType.serial && !fieldType.shows && !fieldType.typeOfFormula)

/** Values that people, programs and nobody in their right mind hand in for a field. */
function anyValueOf(fieldType: FieldType): fc.Arbitrary<JsonValue> {
  const examples = fc.constantFrom<JsonValue>(...fieldType.examples.valid, ...fieldType.examples.invalid)
  return fc.oneof(
    { weight: 4, arbitrary: examples },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom<JsonValue>(...fieldType.examples.valid)
        .map((value) => (typeof value === 'string' ? ` ${value}\r\n` : [value])),
    },
    { weight: 1, arbitrary: blanks },
    { weight: 1, arbitrary: texts },
    { weight: 1, arbitrary: numbers },
    { weight: 1, arbitrary: fc.array(examples, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<JsonValue> },
  )
}

describe.each(written.map((fieldType) => [fieldType.type, fieldType] as const))('a record with fields of type %s', (_name, fieldType) => {
  it('is passed by ajv and by the closures of the plan, or by neither, with the same values', () => {
    const table = tableOf([fieldType])
    const plan = compileRecord(table, fieldTypes)
    const check = compileCheck(plan)
    const value = anyValueOf(fieldType)
    const records = fc.record(Object.fromEntries(plan.order.map((id) => [id, value])), { requiredKeys: [] }) as fc.Arbitrary<RecordValues>
    fc.assert(
      fc.property(records, (values) => {
        const state = evaluateForm(plan, values, given)
        const stored = check?.(values)
        expect(stored !== undefined, JSON.stringify(state.errors)).toBe(state.errors.length === 0)
        if (stored) expect(stored).toEqual(state.values)
      }),
      { numRuns: 400 },
    )
  })
})

describe.each(written.filter(({ columns }) => !columns).map((fieldType) => [fieldType.type, fieldType] as const))(
  'rows with columns of type %s',
  (_name, fieldType) => {
    it('are passed by both ways or by neither, with the same values', () => {
      const { fields: columns } = tableOf([fieldType])
      const rows = { id: 'rows', type: 'subform', label: { en: 'Rows' }, config: { minRows: 1, maxRows: 2 }, fields: columns }
      const table = { ...tableOf([]), title: 'rows', fields: { order: ['rows'], items: { rows } } }
      const plan = compileRecord(table, fieldTypes)
      const check = compileCheck(plan)
      const cells = Object.fromEntries(columns.order.map((id) => [id, anyValueOf(fieldType)]))
      const ids = fc.constantFrom<JsonValue>('0192F3A0-0000-7000-8000-000000000001', '0192f3a0-0000-7000-8000-000000000001', 'x', null, 7)
      const row = fc.record(
        { ...cells, id: ids, strange: fc.constant(1) },
        { requiredKeys: [columns.order[0] as 'id'] },
      ) as fc.Arbitrary<JsonValue>
      const plain = fc.record(cells, { requiredKeys: [columns.order[0] ?? ''] }) as fc.Arbitrary<JsonValue>
      const list = fc.array(fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: row }), { maxLength: 3 })
      fc.assert(
        fc.property(fc.oneof({ weight: 5, arbitrary: list }, { weight: 1, arbitrary: fc.jsonValue() }), (value) => {
          const values = { rows: value } as RecordValues
          const state = evaluateForm(plan, values, given)
          const stored = check?.(values)
          expect(stored !== undefined, JSON.stringify(state.errors)).toBe(state.errors.length === 0)
          if (stored) expect(stored).toEqual(state.values)
        }),
        { numRuns: 200 },
      )
    })
  },
)

describe('a submission', () => {
  const text = fieldTypes.filter(({ type }) => type === 'text' || type === 'integer')
  const plan = compileRecord(tableOf(text), fieldTypes)

  it('is checked alike before the check of its form is compiled and after', () => {
    const sound = { text_must: 'AB-1', integer_must: 3 }
    const wrong = { text_must: 'no', integer_may: 'x', nothing: 1 }
    for (let time = 0; time < 30; time++) {
      expect(checkSubmission(plan, sound, given)).toEqual({ errors: [], values: evaluateForm(plan, sound, given).values, picks: [] })
      expect(checkSubmission(plan, { ...sound, nothing: 1 }, given).errors).toMatchObject([{ code: 'field.unknown' }])
      expect(checkSubmission(plan, wrong, given).errors.map(({ code, path }) => code + path)).toEqual([
        'text.no-match/text_must',
        'field.required/integer_must',
        'value.not-integer/integer_may',
        'field.unknown/nothing',
      ])
    }
  })

  it('keeps what the record has, and what a field type makes of a value', () => {
    for (let time = 0; time < 30; time++) {
      const before = { text_must: 'ZZ-9', integer_must: 1 }
      expect(checkSubmission(plan, { integer_must: 2 }, { ...given, mode: 'update', before }).values).toEqual({
        text_must: 'ZZ-9',
        integer_must: 2,
      })
      const typed = { text_must: ' AB-1 ', integer_must: 3 }
      expect(checkSubmission(plan, typed, given).values.text_must).toBe('AB-1')
      expect(typed.text_must).toBe(' AB-1 ')
    }
  })

  it('is not checked by ajv where something has to be computed', () => {
    const computed = tableOf(text)
    Object.assign(computed.fields.items.integer_may ?? {}, { computed: { '+': [{ var: 'integer_must' }, 1] } })
    expect(compileCheck(compileRecord(computed, fieldTypes))).toBeUndefined()
    const hidden = compileRecord(tableOf(text), fieldTypes)
    const field = hidden.fields.integer_may
    if (field) hidden.fields.integer_may = { ...field, visible: [() => false] }
    expect(compileCheck(hidden)).toBeUndefined()
    const checked = compileRecord(tableOf(text), fieldTypes)
    const check = { run: () => true, names: [], rowNames: [], message: {} }
    if (field) checked.fields.integer_may = { ...field, checks: [check] }
    expect(compileCheck(checked)).toBeUndefined()
  })
})
