import { describe, expect, it } from 'vitest'
import { checkConfig, fillTemplates, integer, namesInTemplates, reference, resolveConfig, text, valueText } from './index.ts'

describe('placeholders', () => {
  it('are filled in the language of the text they stand in', () => {
    const message = { en: 'No. {{number}}', 'zh-CN': '编号 {{ number }}', list: ['{{product.line}}'] }
    expect(fillTemplates(message, (path, locale) => `${path.join('/')}:${locale ?? '-'}`)).toEqual({
      en: 'No. number:en',
      'zh-CN': '编号 number:zh-CN',
      list: ['product/line:-'],
    })
    expect(namesInTemplates(message)).toEqual([['number'], ['number'], ['product', 'line']])
  })

  it('leave expressions to the evaluator', () => {
    const schema = { values: { valueType: { kind: 'json' as const }, label: { en: 'Values' }, editor: 'values' } }
    const input = { values: { total: { '+': [1, 2] } }, note: 'Hi {{name}}' }
    expect(resolveConfig(schema, input, { evaluate: () => 3, textOf: () => 'Lin' })).toEqual({ values: { total: 3 }, note: 'Hi Lin' })
  })
})

describe('settings of a registry entry', () => {
  const schema = {
    max: { valueType: integer({ min: 1, max: 10 }), label: { en: 'Highest' }, required: true },
    unit: { valueType: text(), label: { en: 'Unit' }, options: [{ id: 'kg', label: { en: 'kg' } }] },
    team: { valueType: reference('team'), label: { en: 'Team' } },
  }

  it.each([
    [{ max: 3, unit: 'kg' }, []],
    [{}, ['config.missing']],
    [{ max: 11 }, ['config.wrong-type']],
    [{ max: 1, unit: 'lb' }, ['config.unknown-option']],
    [{ max: 1, team: 7 }, ['config.wrong-type']],
    [{ max: 1, colour: 'red' }, ['config.unknown-setting']],
  ])('%j: %j', (config, codes) => {
    expect(checkConfig(schema, config, '/config').map(({ code }) => code)).toEqual(codes)
  })
})

describe('a value in a message', () => {
  it('reads as people say it', () => {
    const context = { locale: 'zh-CN', zone: 'Asia/Shanghai' } as const
    expect(valueText('2026-11-22T20:00:00.000Z', { ...context, valueType: { kind: 'timestamp' } })).toBe('2026-11-23 04:00')
    expect(valueText(['new'], { ...context, options: [{ id: 'new', label: { 'zh-CN': '新建' } }] })).toBe('新建')
    expect(valueText(true, context)).toBe('是')
    expect(valueText(null, context)).toBe('')
    expect(valueText({ start: '2026-11-02', end: '2026-11-22' }, context)).toBe('2026-11-02 – 2026-11-22')
    expect(valueText({ codes: ['310000'], names: ['上海市', '上海市', '徐汇区'], detail: '漕溪北路 88 号' }, context)).toBe(
      '上海市 徐汇区 漕溪北路 88 号',
    )
    expect(valueText({ lng: 121.4, lat: 31.2, crs: 'WGS-84', name: '人民广场' }, context)).toBe('人民广场')
  })
})
