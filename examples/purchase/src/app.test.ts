import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type AppDocument, checkApp, defaultPlatform, resolveApp } from '@tangram/app-model'
import { itemOf, type RecordValues } from '@tangram/data-model'
import { compileForm, evaluateForm, fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'

const purchase = JSON.parse(readFileSync(path.join(import.meta.dirname, '../app.json'), 'utf8')) as AppDocument
const article = '0192f3a0-0000-7000-8000-000000000001'
const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }

function evaluate(values: RecordValues) {
  const app = resolveApp(purchase, defaultPlatform)
  const form = itemOf(purchase.forms, 'request_form')
  const entity = itemOf(purchase.entities, 'request')
  if (!form || !entity) throw new Error('the app has lost its form')
  return evaluateForm(compileForm(form, entity, fieldTypes, app.entity), values, given)
}

describe('the document', () => {
  it('passes its check without a warning', () => {
    expect(checkApp(purchase, defaultPlatform).map(({ code, path }) => `${code} ${path}`)).toEqual([])
  })

  it('works amounts, total and tax out from the rows', () => {
    const rows = [
      { article, price: '19.90', quantity: '3' },
      { article, price: '0.05', quantity: '2.5' },
    ]
    const { values, errors } = evaluate({ subject: 'Screws', items: rows })
    expect(errors).toEqual([])
    expect((values.items as RecordValues[]).map(({ amount }) => amount)).toEqual(['59.70', '0.13'])
    expect(values).toMatchObject({ total: '59.83', tax: '7.78' })
  })

  it('asks for rows, for what a row lacks, and why something is urgent', () => {
    expect(evaluate({ subject: 'Screws', urgency: 'urgent' }).errors.map(({ path }) => path)).toEqual(['/why_urgent', '/items'])
    const wrong = evaluate({ subject: 'Screws', items: [{ price: '1.00', quantity: '0' }] }).errors
    expect(wrong.map(({ path }) => path)).toEqual(['/items/0/article', '/items/0/quantity'])
    expect(wrong[1]?.message).toEqual({ 'zh-CN': '数量要大于 0', en: 'More than 0, please' })
  })
})
