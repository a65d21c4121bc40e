import { applyCommand, resolveApp } from '@tangram/app-model'
import type { FieldDocument } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { firstChoice } from '../linked/first-choice.ts'
import { linkTable } from '../linked/link-table.ts'
import { platform } from '../platform.ts'
import { customers, linkable, orders } from '../testing/linkable.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { startOf } from '../things/starters.ts'
import { reportNames } from './report-names.ts'

const start = sampleApp()
const label = { en: 'Trip', 'zh-CN': '出差' }
const { document } = applyCommand(start, startOf('entities', { document: start, label, entity: 'leave', usedIds: {} }).command)
const trip = document.entities.order.at(-1) ?? ''
const add = (entity: string, field: FieldDocument) => {
  const fields = document.entities.items[entity]?.fields
  fields?.order.push(field.id)
  if (fields) fields.items[field.id] = field
}
const amount: FieldDocument = { id: 'amount', type: 'integer', label: { en: 'Amount' } }
add('leave', { id: 'costs', type: 'subform', label: { en: 'Costs' }, fields: { order: ['amount'], items: { amount } } })
add('leave', { id: 'deputies', type: 'member', label: { en: 'Deputies' }, config: { many: true } })
add(trip, { id: 'leave', type: 'relation', label: { en: 'Leave', 'zh-CN': '请假' }, config: { entity: 'leave' } })

const app = resolveApp(document, platform)
const named = (path: string, locale: 'en' | 'zh-CN' = 'en') => reportNames(app, 'leave', locale).names.find((one) => one.path === path)

describe('what a report can be asked by', () => {
  it('are the fields of the table', () => {
    expect(named('created_at')).toMatchObject({ type: { kind: 'timestamp' }, isMany: false })
  })

  it('are the columns of its sub-forms, one value a row', () => {
    expect(named('costs.amount')).toMatchObject({ label: 'Costs · Amount', type: { kind: 'integer' }, isMany: true })
    expect(named('costs')).toMatchObject({ type: { kind: 'rows' }, isMany: true })
  })

  it('are the records that point here, and their fields', () => {
    expect(named(`${trip}:leave`)).toMatchObject({ label: 'Trip (Leave)', isMany: true })
    expect(named(`${trip}:leave`, 'zh-CN')?.label).toBe('出差 (请假)')
    expect(named(`${trip}:leave.name`)).toMatchObject({ type: { kind: 'text' }, isMany: true })
  })

  it('are fields several references away, and of linked tables nothing but their columns', () => {
    const lines = linkable(
      'erp',
      'order_lines',
      [
        { column: 'order_no', fieldType: 'text', label: { en: 'Order' }, references: { schema: 'erp', table: 'orders', column: 'no' } },
        { column: 'line_no', fieldType: 'integer', type: 'integer' },
      ],
      ['order_no', 'line_no'],
    )
    const erp = [customers, orders, lines].reduce(
      (so, source) => applyCommand(so, linkTable(so, {}, source, firstChoice(source)).command).document,
      document,
    )
    const { names } = reportNames(resolveApp(erp, platform), 'order_lines', 'en')
    expect(names.find(({ path }) => path === 'order_no.customer_code.region')).toMatchObject({
      label: 'Order · customer_code · region',
      type: { kind: 'text' },
      isMany: false,
    })
    expect(names.filter(({ path }) => path.includes('created'))).toEqual([])
  })

  it('are no names of the situation', () => {
    expect(reportNames(app, 'leave', 'en').names.some(({ path }) => path.startsWith('$'))).toBe(false)
    expect(reportNames(app, 'gone', 'en')).toEqual({ names: [], scope: undefined })
  })
})
