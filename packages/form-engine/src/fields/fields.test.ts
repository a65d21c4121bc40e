import { columnTypeOf, type JsonObject, type JsonValue, locales, withDefaults } from '@tangram/data-model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formMessages } from '../author-messages.ts'
import { checkField } from '../check-field.ts'
import { evaluateForm } from '../evaluate-form.ts'
import { type FieldType, fieldGroups, valueTypeOf } from '../field-type.ts'
import { valueMessages } from '../messages.ts'
import { toJsonSchema } from '../to-json-schema.ts'
import { compileRecord, validateRecord } from '../validate-record.ts'
import { fieldTypes } from './index.ts'

const fieldWith = ({ type, examples: { columns } }: FieldType, config: JsonObject | undefined) => ({
  id: 'it',
  type,
  label: { en: 'It' },
  ...(config ? { config } : {}),
  ...(columns ? { fields: columns } : {}),
})

/** A table with one field of this type under the settings of its examples. */
const tableWith = (fieldType: FieldType, config: JsonObject | undefined = fieldType.examples.config) => ({
  id: 'sample',
  label: { en: 'Sample' },
  title: 'it',
  fields: {
    order: ['it'],
    items: { it: fieldWith(fieldType, config) },
  },
})

const named = (types: readonly FieldType[]) => types.map((fieldType) => [fieldType.type, fieldType] as const)

const allowed = (type: FieldType, value: unknown) => validateRecord(tableWith(type), { it: value as never }, fieldTypes, 'create')

describe.each(named(fieldTypes))('field type %s', (_name, fieldType) => {
  it('speaks both languages in its labels, help, settings and messages', () => {
    const texts = [
      fieldType.label,
      fieldType.help,
      ...Object.values(fieldType.config).flatMap((setting) => [setting.label, ...(setting.help ? [setting.help] : [])]),
      ...Object.values(fieldType.config).flatMap((setting) => setting.options?.map((option) => option.label) ?? []),
      ...Object.values(fieldType.messages).flatMap((message) => [message.text, ...(message.fix ? [message.fix] : [])]),
    ]
    for (const text of texts) for (const locale of locales) expect(text[locale], JSON.stringify(text)).toBeTruthy()
  })

  it('stands in a group of the palette with an icon', () => {
    expect(fieldGroups.map((group) => group.id)).toContain(fieldType.group)
    expect(fieldType.icon).toMatch(/^[a-z0-9-]+$/)
  })

  it('has settings whose defaults are valid, so that dropping it onto a form gives a sound field', () => {
    const required = Object.entries(fieldType.config).filter(([, setting]) => setting.required && setting.default === undefined)
    const config = Object.fromEntries(required.map(([name]) => [name, fieldType.examples.config?.[name] ?? null]))
    expect(checkField(fieldWith(fieldType, config), fieldTypes)).toEqual([])
    if (!fieldType.columns) expect(columnTypeOf(valueTypeOf(fieldType, withDefaults(fieldType.config, config)))).toMatch(/^[a-z]/)
  })

  it('accepts the settings of its examples', () => {
    const config = fieldType.examples.config ?? {}
    expect(checkField(fieldWith(fieldType, config), fieldTypes)).toEqual([])
  })

  it.skipIf(fieldType.shows)('accepts its valid examples and writes them in both languages', () => {
    expect(fieldType.examples.valid.length).toBeGreaterThan(0)
    const config = withDefaults(fieldType.config, fieldType.examples.config)
    for (const value of fieldType.examples.valid) {
      expect(allowed(fieldType, value), JSON.stringify(value)).toEqual([])
      for (const locale of locales) expect(fieldType.format?.(value, config, locale, 'Asia/Shanghai') ?? 'as it is').not.toBe('')
    }
  })

  it('leaves a normalized value alone when it normalizes it again', () => {
    const config = withDefaults(fieldType.config, fieldType.examples.config)
    const normalize = (value: never) => fieldType.normalize?.(value, config) ?? value
    for (const value of fieldType.examples.valid) expect(normalize(normalize(value as never) as never)).toEqual(normalize(value as never))
  })
})

describe.each(named(fieldTypes.filter((fieldType) => !fieldType.serial && !fieldType.shows && !fieldType.typeOfFormula)))(
  'field type %s, which people write',
  (_name, fieldType) => {
    it('rejects its invalid examples, in words of both languages', () => {
      expect(fieldType.examples.invalid.length).toBeGreaterThan(0)
      for (const value of fieldType.examples.invalid) {
        const [error] = allowed(fieldType, value)
        expect(error, JSON.stringify(value)).toMatchObject({ path: expect.stringMatching(/^\/it(\/|$)/) })
        for (const locale of locales) expect(error?.message[locale]).not.toMatch(/\{[a-z]\w+\}|^$/i)
      }
    })

    it('never throws on any JSON, and its JSON Schema accepts whatever it accepts', { timeout: 60_000 }, () => {
      const plan = compileRecord(tableWith(fieldType), fieldTypes)
      const ajv = addFormats.default(new Ajv2020({ strict: false }), { formats: ['date', 'date-time', 'email', 'uuid'] })
      const accepts = ajv.compile(toJsonSchema(plan, fieldTypes))
      const candidates = fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(...fieldType.examples.valid, ...fieldType.examples.invalid),
        fc.array(fc.constantFrom(...fieldType.examples.valid)),
      )
      fc.assert(
        fc.property(candidates, (value) => {
          const { errors, values } = evaluateForm(plan, { it: value as JsonValue }, { now: '2026-11-22T08:00:00.000Z', zone: 'UTC' })
          if (errors.length === 0) expect(accepts(values), JSON.stringify(ajv.errors)).toBe(true)
        }),
        { numRuns: 60 },
      )
    })
  },
)

describe('the registry', () => {
  it('has the field types an app is built from, each once', () => {
    const types = fieldTypes.map((fieldType) => fieldType.type)
    expect(new Set(types).size).toBe(types.length)
    expect(types.length).toBeGreaterThanOrEqual(25)
  })

  it('is sorted by group, as the palette shows it', () => {
    const places = fieldTypes.map((fieldType) => fieldGroups.findIndex((group) => group.id === fieldType.group))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('has words for the codes every field shares', () => {
    for (const message of Object.values({ ...valueMessages, ...formMessages })) {
      for (const locale of locales) expect(message.text[locale]).toBeTruthy()
    }
  })
})

describe('single field types', () => {
  it('stores a phone number as E.164, however it was typed', () => {
    const phone = fieldTypes.find((fieldType) => fieldType.type === 'phone')
    expect(phone?.normalize?.('138 0013 8000', { country: 'CN' })).toBe('+8613800138000')
    expect(phone?.normalize?.('(415) 555-2671', { country: 'US' })).toBe('+14155552671')
    expect(phone?.format?.('+8613800138000', { country: 'CN' }, 'zh-CN')).toBe('138 0013 8000')
  })

  it('writes money, percentages and durations as people read them', () => {
    const write = (type: string, value: string | number | boolean, config: JsonObject, locale: 'en' | 'zh-CN') =>
      fieldTypes.find((fieldType) => fieldType.type === type)?.format?.(value, config, locale)
    expect(write('money', '1234567890123456.7', { currency: 'CNY' }, 'zh-CN')).toBe('¥1,234,567,890,123,456.70')
    expect(write('percent', '0.125', { decimals: 1 }, 'en')).toBe('12.5%')
    expect(write('duration', 5400, {}, 'zh-CN')).toBe('1 小时 30 分钟')
    expect(write('switch', true, {}, 'zh-CN')).toBe('是')
  })

  it('shows a moment in the zone of its reader', () => {
    const datetime = fieldTypes.find((fieldType) => fieldType.type === 'datetime')
    expect(datetime?.format?.('2026-11-22T23:30:00.000Z', {}, 'zh-CN', 'Asia/Shanghai')).toMatch(/11月23日.*07:30/)
    expect(datetime?.normalize?.('2026-11-22T16:00:00+08:00', {})).toBe('2026-11-22T08:00:00.000Z')
  })

  it('takes no time over a pattern that would stall a backtracking engine', () => {
    const text = fieldTypes.find((fieldType) => fieldType.type === 'text')
    const begin = performance.now()
    expect(text?.validate?.(`${'a'.repeat(5000)}!`, { pattern: '(a+)+', maxLength: 5000 })).toMatchObject({ code: 'text.no-match' })
    expect(performance.now() - begin).toBeLessThan(1000)
  })

  it('reports a pattern it cannot read, with what to do', () => {
    const field = { id: 'it', type: 'text', label: { en: 'It' }, config: { pattern: '(?=x)' } }
    expect(checkField(field, fieldTypes)).toMatchObject([
      { code: 'text.bad-pattern', path: '/config/pattern', fix: { en: expect.stringContaining('RE2') } },
    ])
  })

  it('reports settings of a wrong type, and resolves with the default all the same', () => {
    const broken = tableWith(fieldTypes.find((fieldType) => fieldType.type === 'number') as FieldType, { decimals: 'two', min: 'abc' })
    expect(checkField(broken.fields.items.it as never, fieldTypes).map((found) => found.path)).toEqual(['/config/decimals', '/config/min'])
    expect(validateRecord(broken, { it: '1.25' }, fieldTypes, 'create')).toEqual([])
  })
})
