import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { fieldViewOf } from './field-view.ts'
import { valueText } from './value-text.ts'

const context = { locale: 'zh-CN' as const, zone: 'Asia/Shanghai', labels: { p1: '洗衣机' } }
const field = (type: string, config = {}) => fieldViewOf({ id: 'x', type, label: { en: 'x' }, config }, fieldTypes)

describe('a value as text', () => {
  it('names choices, records and files by what people call them', () => {
    const options = [{ id: 'a', label: { 'zh-CN': '故障' } }]
    expect(valueText('a', field('select', { options }), context)).toBe('故障')
    expect(valueText(['a', 'gone'], field('multiSelect', { options }), context)).toBe('故障、gone')
    expect(valueText('p1', field('relation', { entity: 'product' }), context)).toBe('洗衣机')
    expect(valueText([{ id: 'f', name: 'a.png', size: 1, type: 'image/png' }], field('image'), context)).toBe('a.png')
  })

  it('shows times in the reader’s zone and days as they are', () => {
    expect(valueText('2026-11-22T18:30:00.000Z', field('datetime'), context)).toBe('2026-11-23 02:30')
    expect(valueText('2026-11-22', field('date'), context)).toBe('2026-11-22')
  })

  it('is empty for no value', () => {
    expect(valueText(null, field('money'), context)).toBe('')
  })

  it('can be made of every example of every field type', () => {
    for (const { type, examples } of fieldTypes) {
      for (const value of examples.valid) {
        expect(valueText(value, field(type, examples.config ?? {}), { ...context, labels: {} }), type).not.toBe('')
      }
    }
  })
})
