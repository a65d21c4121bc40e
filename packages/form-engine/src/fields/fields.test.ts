import { columnTypeOf, type JsonObject, type JsonValue, locales, withDefaults } from '@tangram/data-model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formMessages } from '../author-messages.ts'
import { checkField } from '../check-field.ts'
import { divisionsAtStart } from '../divisions.ts'
import { evaluateForm } from '../evaluate-form.ts'
import { type FieldType, fieldGroups, valueTypeOf } from '../field-type.ts'
import { valueMessages } from '../messages.ts'
import { exampleTree } from '../option-tree.ts'
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

  it('leaves a normalized value alone when it normalizes it again', () => {
    const config = withDefaults(fieldType.config, fieldType.examples.config)
    const normalize = (value: never) => fieldType.normalize?.(value, config) ?? value
    for (const value of fieldType.examples.valid) expect(normalize(normalize(value as never) as never)).toEqual(normalize(value as never))
  })
})

describe.each(named(fieldTypes.filter(({ shows }) => !shows)))('field type %s, which holds a value of its own', (_name, fieldType) => {
  it('accepts its valid examples and writes them in both languages', () => {
    expect(fieldType.examples.valid.length).toBeGreaterThan(0)
    const config = withDefaults(fieldType.config, fieldType.examples.config)
    for (const value of fieldType.examples.valid) {
      expect(allowed(fieldType, value), JSON.stringify(value)).toEqual([])
      for (const locale of locales) expect(fieldType.format?.(value, config, locale, 'Asia/Shanghai') ?? 'as it is').not.toBe('')
    }
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
    expect(types.length).toBeGreaterThanOrEqual(40)
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

  it('hides the day of birth in an identity number, unless told otherwise', () => {
    const idNumber = fieldTypes.find((fieldType) => fieldType.type === 'idNumber')
    expect(idNumber?.format?.('11010519491231002X', { masked: true }, 'zh-CN')).toBe('110105********002X')
    expect(idNumber?.format?.('11010519491231002X', { masked: false }, 'zh-CN')).toBe('11010519491231002X')
    expect(idNumber?.normalize?.(' 110105 19491231 002x', { masked: true })).toBe('11010519491231002X')
  })

  it('finds every single wrong digit and every swap of neighbours in a social credit code', () => {
    const creditCode = fieldTypes.find((fieldType) => fieldType.type === 'creditCode')
    const code = '91350100M000100Y43'
    for (let at = 0; at < code.length; at++) {
      for (const character of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        const changed = code.slice(0, at) + character + code.slice(at + 1)
        expect(creditCode?.validate?.(changed, {}) === undefined, changed).toBe(changed === code)
      }
      const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2)
      expect(creditCode?.validate?.(swapped, {}) === undefined, swapped).toBe(swapped === code)
    }
  })

  it('names the divisions of an address itself, whatever was sent', () => {
    const address = fieldTypes.find((fieldType) => fieldType.type === 'address')
    const sent = { codes: ['110000', '110100', '110105'], names: ['x', 'y', 'z'], detail: ' 建国路 1 号 ' }
    const stored = { codes: sent.codes, names: ['北京市', '北京市', '朝阳区'], detail: '建国路 1 号' }
    expect(address?.normalize?.(sent, {})).toEqual(stored)
    expect(address?.format?.(stored, {}, 'zh-CN')).toBe('北京市 朝阳区 建国路 1 号')
  })

  it.each([
    ['北京市朝阳区建国路 1 号', ['110000', '110100', '110105'], '建国路 1 号'],
    ['上海 徐汇区 漕溪北路 88 号', ['310000', '310100', '310104'], '漕溪北路 88 号'],
    ['江苏省苏州市昆山市前进路 5 号', ['320000', '320500', '320583'], '前进路 5 号'],
    ['湖北省仙桃市龙华山', ['420000', '429000', '429004'], '龙华山'],
    ['Mars', [], 'Mars'],
  ])('reads where “%s” is', (text, codes, rest) => {
    expect(divisionsAtStart(text)).toEqual({ codes, rest })
  })

  it('takes a path of options only as a whole', () => {
    const cascader = fieldTypes.find((fieldType) => fieldType.type === 'cascader')
    const config = { options: exampleTree as never, anyLevel: false }
    expect(cascader?.validate?.(['east', 'shanghai'], config)).toBeUndefined()
    expect(cascader?.validate?.(['shanghai'], config)).toMatchObject({ code: 'cascader.no-path' })
    expect(cascader?.validate?.(['east'], config)).toMatchObject({ code: 'cascader.goes-on' })
    expect(cascader?.validate?.(['east'], { ...config, anyLevel: true })).toBeUndefined()
    expect(cascader?.format?.(['east', 'shanghai'], config, 'zh-CN')).toBe('华东 / 上海')
  })

  it('reports a tree whose ids are not unique or that is too deep', () => {
    const nest = (depth: number): object => ({ id: `l${depth}`, label: { en: 'x' }, ...(depth < 9 ? { children: [nest(depth + 1)] } : {}) })
    const problems = (options: object[]) =>
      checkField({ id: 'it', type: 'treeSelect', label: { en: 'It' }, config: { options: options as never } }, fieldTypes).map(
        ({ code }) => code,
      )
    expect(problems([nest(2)])).toEqual([])
    expect(problems([nest(1)])).toEqual(['tree.too-deep'])
    expect(problems([nest(8), nest(8)])).toEqual(['tree.twice', 'tree.twice'])
  })

  it('keeps tags apart from blanks and doubles', () => {
    const tags = fieldTypes.find((fieldType) => fieldType.type === 'tags')
    expect(tags?.normalize?.([' a ', 'a', '', 'b'], {})).toEqual(['a', 'b'])
    expect(tags?.validate?.(['z'], { suggestions: ['a'], listedOnly: true, max: 5 })).toMatchObject({ code: 'tags.unlisted' })
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
