import { describe, expect, it } from 'vitest'
import { checkConfig } from './check-config.ts'
import { type ConfigSchema, withDefaults } from './config.ts'
import type { JsonObject } from './json.ts'
import { boolean, decimal, integer, json, list, text } from './value-type.ts'

const label = { en: 'Setting', 'zh-CN': '设置' }
const schema: ConfigSchema = {
  max: { valueType: integer({ min: 1, max: 10 }), label, default: 5 },
  entity: { valueType: text(), label, required: true },
  mode: { valueType: text(), label, options: [{ id: 'all', label }] },
  groups: { valueType: list(json), label },
  strict: { valueType: boolean, label },
  price: { valueType: decimal(10, 2), label },
}
const found = (config: JsonObject) => checkConfig(schema, config, '/config').map(({ code, path }) => `${code} ${path}`)

describe('checkConfig', () => {
  it('accepts what fits, and what is left to its default', () => {
    expect(found({ entity: 'ticket', max: 10, mode: 'all', groups: [], strict: false, price: '1.50' })).toEqual([])
    expect(found({ entity: 'ticket', max: null })).toEqual([])
  })

  it.each<[string, JsonObject, string]>([
    ['what is required and missing', {}, 'config.missing /config/entity'],
    ['what is required and empty', { entity: '' }, 'config.missing /config/entity'],
    ['a number out of its range', { entity: 'a', max: 11 }, 'config.wrong-type /config/max'],
    ['a text for a number', { entity: 'a', max: '5' }, 'config.wrong-type /config/max'],
    ['a number for a decimal', { entity: 'a', price: 1.5 }, 'config.wrong-type /config/price'],
    ['an object for a list', { entity: 'a', groups: {} }, 'config.wrong-type /config/groups'],
    ['a choice there is not', { entity: 'a', mode: 'some' }, 'config.unknown-option /config/mode'],
    ['a setting there is not', { entity: 'a', 'a/b': 1 }, 'config.unknown-setting /config/a~1b'],
  ])('finds %s', (_, config, expected) => {
    expect(found(config)).toEqual([expected])
  })
})

describe('withDefaults', () => {
  it('fills in what is absent or null, keeps false and 0, and drops what the schema does not know', () => {
    expect(withDefaults(schema, { max: null, strict: false, price: null, unknown: 1 })).toEqual({ max: 5, strict: false })
  })
})
