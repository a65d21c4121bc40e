import { type AppDocument, resolveApp } from '@tangram/app-model'
import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { drillFields } from './drill-fields.ts'

const field = (id: string, type: string, config: object = {}) => ({ id, type, label: { en: id, 'zh-CN': id }, config })
const listed = (...items: { id: string }[]) => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
const app = {
  id: 'desk',
  entities: listed(
    {
      id: 'ticket',
      label: { en: 'Ticket' },
      title: 'name',
      fields: listed(
        field('name', 'text'),
        field('story', 'textarea'),
        field('kind', 'select', { options: [{ id: 'a', label: { en: 'A' } }] }),
        field('customer', 'relation', { entity: 'customer' }),
        field('price', 'money', { currency: 'CNY' }),
        field('due', 'date'),
        field('number', 'serialNumber'),
      ),
    } as never,
    { id: 'customer', label: { en: 'Customer' }, title: 'city', fields: listed(field('city', 'text'), field('since', 'date')) } as never,
  ),
  processes: listed(),
  slas: listed(),
} as unknown as AppDocument

describe('fields to break figures down by', () => {
  const { fields } = drillFields(resolveApp(app, { fields: fieldTypes }), 'ticket', 'en')
  const of = (by: string) => fields.filter((one) => one.by === by).map(({ period }) => period)

  it('are those whose values come again: names, choices, references and what they name', () => {
    for (const by of ['name', 'kind', 'customer', 'customer.city', 'created_by']) expect(of(by), by).toEqual([undefined])
  })

  it('are dates by the calendar, never by the day and the minute of each', () => {
    expect(of('due')).toEqual(['day', 'week', 'month', 'quarter', 'day-of-week'])
    expect(of('created_at')).toContain('hour-of-day')
    expect(of('customer.since')).toEqual(['month'])
  })

  it('are not long texts, amounts and numbers that each record has alone', () => {
    for (const by of ['story', 'price', 'number', 'id', 'version', 'deleted_at']) expect(of(by), by).toEqual([])
  })

  it('stand under what they belong to, own ones first', () => {
    expect(fields.find(({ by }) => by === 'customer.city')?.group).toBe('customer')
    expect(fields.findIndex(({ by }) => by === 'kind')).toBeLessThan(fields.findIndex(({ by }) => by === 'customer.city'))
  })
})
