import type { AppDocument } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { freeLabel, idFrom, newFieldId, newOptionId } from './new-element.ts'

const fields = { qi_wang_ri_qi: { id: 'qi_wang_ri_qi', type: 'date', label: { 'zh-CN': '期望日期', en: 'Date' } } }
const document = {
  entities: {
    order: ['ticket'],
    items: { ticket: { id: 'ticket', label: {}, title: 'name', fields: { order: Object.keys(fields), items: fields } } },
  },
} as unknown as AppDocument

it('makes an id from Chinese as pinyin and from English as a slug', () => {
  expect(idFrom('期望日期', () => false)).toBe('qi_wang_ri_qi')
  expect(idFrom('Wish date!', () => false)).toBe('wish_date')
  expect(idFrom('2026 计划', () => false)).toBe('ji_hua')
})

it('falls back to a plain word when nothing of the label can stand in an id', () => {
  expect(idFrom('！？', () => false)).toBe('field')
})

it('counts on when the id is taken or belongs to every record', () => {
  expect(newFieldId(document, 'ticket', '期望日期', {})).toBe('qi_wang_ri_qi_2')
  expect(newFieldId(document, 'ticket', 'Version', {})).toBe('version_2')
})

it('never gives a new field the id of one that was published and taken away since', () => {
  const used = { ticket: { zhu_ti: { types: ['text'], options: [] } } }
  expect(newFieldId(document, 'ticket', '主题', used)).toBe('zhu_ti_2')
  expect(newFieldId(document, 'product', '主题', used)).toBe('zhu_ti')
})

it('never gives a new choice the id of one that records may hold', () => {
  expect(newOptionId([{ id: 'option_1', label: {} }], ['option_1', 'option_2'])).toBe('option_2_2')
  expect(newOptionId([{ id: 'option_1', label: {} }], [])).toBe('option_2')
})

it('names a second field of a kind so that people can tell them apart', () => {
  expect(freeLabel(document, 'ticket', { 'zh-CN': '日期', en: 'Date' })).toEqual({ 'zh-CN': '日期 2', en: 'Date 2' })
})
