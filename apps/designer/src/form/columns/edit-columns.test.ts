import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { fieldTypeNamed } from '../../platform.ts'
import {
  type Columns,
  elementOf,
  fitsInRow,
  inStep,
  moveColumn,
  patchColumn,
  withColumn,
  withFacets,
  withoutColumn,
} from './edit-columns.ts'

const none: Columns = { order: [], items: {} }
const number = fieldTypeNamed('number')
const about = { entity: 'order', field: 'items', used: {} }

function columnsOf(count: number): Columns {
  let columns = none
  for (let n = 0; n < count; n += 1) if (number) columns = withColumn(columns, number, about).columns
  return columns
}

describe('the columns of a sub-form', () => {
  it('offers every type but rows, running numbers and look-ups', () => {
    const left = fieldTypes.filter((type) => !fitsInRow(type)).map(({ type }) => type)
    expect(left.sort()).toEqual(['lookup', 'serialNumber', 'subform'])
  })

  it('gives each column a label and an id of its own, and none that an earlier version had', () => {
    const columns = columnsOf(2)
    expect(columns.order).toEqual(['shu_zi', 'shu_zi_2'])
    expect(columns.items.shu_zi_2?.label).toEqual({ 'zh-CN': '数字 2', en: 'Number 2' })
    const used = { order: { items: { types: ['subform'], options: [], columns: { shu_zi: { types: ['number'], options: [] } } } } }
    if (number) expect(withColumn(none, number, { ...about, used }).id).toBe('shu_zi_2')
  })

  it('keeps what the form says of the columns that stay, and shows new ones', () => {
    const before = columnsOf(2)
    const after = withoutColumn(columnsOf(3), 'shu_zi_2')
    const shown = withFacets(undefined, before, 'shu_zi', { readOnly: true })
    expect(shown.order).toEqual(before.order)
    expect(inStep(shown, before, after)).toEqual({
      order: ['shu_zi', 'shu_zi_3'],
      items: { shu_zi: { ...elementOf('shu_zi'), readOnly: true }, shu_zi_3: elementOf('shu_zi_3') },
    })
    // One that the form leaves out stays out.
    expect(inStep({ order: ['shu_zi'], items: { shu_zi: elementOf('shu_zi') } }, before, before).order).toEqual(['shu_zi'])
    expect(withFacets(shown, before, 'shu_zi', { readOnly: undefined }).items.shu_zi).toEqual(elementOf('shu_zi'))
  })

  it('moves, changes and removes one without touching the others', () => {
    const columns = columnsOf(3)
    expect(moveColumn(columns, 'shu_zi_3', -1).order).toEqual(['shu_zi', 'shu_zi_3', 'shu_zi_2'])
    expect(moveColumn(columns, 'shu_zi', -1).order).toEqual(columns.order)
    expect(withoutColumn(columns, 'shu_zi_2')).toEqual({
      order: ['shu_zi', 'shu_zi_3'],
      items: { shu_zi: columns.items.shu_zi, shu_zi_3: columns.items.shu_zi_3 },
    })
    expect(patchColumn(columns, 'shu_zi', { required: true }).items.shu_zi?.required).toBe(true)
    expect(Object.keys(patchColumn(columns, 'shu_zi', { config: undefined }).items.shu_zi ?? {})).not.toContain('config')
  })
})
