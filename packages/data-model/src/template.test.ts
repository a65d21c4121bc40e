import { describe, expect, it } from 'vitest'
import { resolveConfig } from './resolve-config.ts'
import { fillTemplate, fillTemplates, namesInTemplates } from './template.ts'
import { valueText } from './value-text.ts'

describe('a template', () => {
  it('has each placeholder replaced, spaces allowed, and everything else left alone', () => {
    expect(fillTemplate('{{a.b}} {{ c }} {d} {{}}', (path) => path.join('/'))).toBe('a/b c {d} {{}}')
  })

  it('is filled once: a value that looks like a placeholder stays as it is', () => {
    expect(fillTemplate('{{name}}', () => '{{phone}}')).toBe('{{phone}}')
  })

  it('is found at any depth and filled in its own language', () => {
    const value = { to: 'phone', message: { en: '{{status}}', 'zh-CN': '{{status}}' }, list: ['{{n}}', 7, null] }
    expect(fillTemplates(value, (path, locale) => `${path}@${locale ?? 'any'}`)).toEqual({
      to: 'phone',
      message: { en: 'status@en', 'zh-CN': 'status@zh-CN' },
      list: ['n@any', 7, null],
    })
    expect(namesInTemplates(value)).toEqual([['status'], ['status'], ['n']])
  })
})

describe('resolveConfig', () => {
  it('evaluates the entries of a values setting and fills all other texts', () => {
    const schema = { set: { valueType: { kind: 'json' as const }, label: {}, editor: 'values' } }
    const reader = { evaluate: () => 'evaluated', textOf: () => 'filled' }
    expect(resolveConfig(schema, { set: { a: { var: 'x' }, b: '{{y}}' }, other: '{{z}}' }, reader)).toEqual({
      set: { a: 'evaluated', b: 'evaluated' },
      other: 'filled',
    })
  })
})

describe('valueText', () => {
  const zone = 'Asia/Shanghai'
  const options = [
    { id: 'low', label: { en: 'Low', 'zh-CN': '低' } },
    { id: 'high', label: { en: 'High', 'zh-CN': '高' } },
  ]

  it('shows labels of options, in lists too', () => {
    expect(valueText('high', { locale: 'zh-CN', zone, options })).toBe('高')
    expect(valueText(['low', 'high'], { locale: 'en', zone, options })).toBe('Low, High')
    expect(valueText(['low', 'high'], { locale: 'zh-CN', zone, options })).toBe('低、高')
  })

  it('shows an instant in the zone, on the right day', () => {
    expect(valueText('2026-11-22T20:05:00.000Z', { locale: 'en', zone, valueType: { kind: 'timestamp' } })).toBe('2026-11-23 04:05')
  })

  it('shows nothing for null, yes and no for booleans, other values as they are', () => {
    expect([null, true, 12, 'text'].map((value) => valueText(value, { locale: 'zh-CN', zone }))).toEqual(['', '是', '12', 'text'])
  })
})
