import { text } from '@tangram/data-model'
import { defineFieldType, fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import { applyCommand } from './commands/apply-command.ts'
import { planPublish } from './plan-publish.ts'
import { createPlatform, defaultPlatform } from './platform.ts'
import { resolveApp } from './resolve-app.ts'
import { sampleApp } from './testing/sample-app.ts'

/** What a plug-in package would bring: nothing else in the house knows of it. */
const plate = defineFieldType<string, { province: string }>({
  type: 'licencePlate',
  label: { en: 'Licence plate', 'zh-CN': '车牌号' },
  help: { en: 'The number of a car.', 'zh-CN': '车辆号牌。' },
  icon: 'car',
  group: 'text',
  valueType: text(12),
  widget: 'text',
  config: { province: { valueType: text(1), label: { en: 'Province', 'zh-CN': '省份' }, required: true } },
  validate: (value, { province }) => (value.startsWith(province) ? undefined : { code: 'plate.other-province', params: { province } }),
  examples: { valid: ['沪A12345'], invalid: ['京A12345'], config: { province: '沪' } },
  messages: { 'plate.other-province': { text: { en: 'Only plates of {province}', 'zh-CN': '仅限{province}牌照' } } },
})

const platform = createPlatform({ fields: [...fieldTypes, plate] })

const withPlate = (config: { [name: string]: string } = { province: '沪' }) =>
  applyCommand(sampleApp(), {
    type: 'add-field',
    entity: 'ticket',
    field: { id: 'plate', type: 'licencePlate', label: { en: 'Plate', 'zh-CN': '车牌' }, config },
  }).document

describe('a field type from a plug-in', () => {
  it('is unknown without the plug-in', () => {
    expect(checkApp(withPlate(), defaultPlatform)).toMatchObject([
      { code: 'form.field.unknown-type', path: '/entities/items/ticket/fields/items/plate/type' },
    ])
  })

  it('is checked with its own settings', () => {
    expect(checkApp(withPlate(), platform)).toEqual([])
    expect(checkApp(withPlate({}), platform)).toMatchObject([
      { code: 'config.missing', path: '/entities/items/ticket/fields/items/plate/config/province' },
    ])
  })

  it('becomes an attribute and a column', () => {
    const attribute = { id: 'plate', valueType: { kind: 'text', maxLength: 12 }, fieldType: 'licencePlate' }
    expect(resolveApp(withPlate(), platform).entity('ticket')?.attributes.plate).toMatchObject(attribute)
    expect(planPublish(sampleApp(), withPlate(), platform).schemaChanges).toMatchObject([
      { type: 'add-attribute', entity: 'ticket', attribute },
    ])
  })
})

describe('createPlatform', () => {
  it('keeps the registries that are not given', () => {
    expect(platform.nodes).toBe(defaultPlatform.nodes)
    expect(defaultPlatform.actions.length).toBeGreaterThan(0)
  })

  it('refuses two entries of one type', () => {
    expect(() => createPlatform({ fields: [plate, plate] })).toThrow(/fields has “licencePlate” twice/)
  })
})
