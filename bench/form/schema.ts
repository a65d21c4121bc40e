import type { EntityDocument, FieldDocument } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'

/** What every contestant shows and checks: lines of text that must be filled in, of at most 200 characters. */
export const maxLength = 200

export const fieldNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `field_${index}`)

/** A table of such fields and the form that shows them all. */
export function textForm(count: number): { entity: EntityDocument; form: FormDocument } {
  return documentsOf(
    fieldNames(count).map((id, index) => ({
      id,
      type: 'text',
      label: { en: `Field ${index}` },
      required: true,
      config: { maxLength },
    })),
  )
}

/** `start` and as many rules in a row: each field is the one before it plus 1. */
export function cascadeForm(rules: number): { entity: EntityDocument; form: FormDocument } {
  const computed = Array.from({ length: rules }, (_, index): FieldDocument => {
    const before = index === 0 ? 'start' : `rule_${index - 1}`
    return { id: `rule_${index}`, type: 'integer', label: { en: `Rule ${index}` }, computed: { '+': [{ var: before }, 1] } }
  })
  return documentsOf([{ id: 'start', type: 'integer', label: { en: 'Start' } }, ...computed])
}

/** What stands in row `index` of every contestant's sub-form. */
export const rowOf = (index: number): { name: string; price: string; count: number } => ({
  name: `Item ${index}`,
  price: `${index % 97}.25`,
  count: (index % 9) + 1,
})

/** An order: rows of name × price × count with their amount, and the total of all amounts. */
export function rowsForm(): { entity: EntityDocument; form: FormDocument } {
  const columns: FieldDocument[] = [
    { id: 'name', type: 'text', label: { en: 'Name' }, required: true },
    { id: 'price', type: 'money', label: { en: 'Price' } },
    { id: 'count', type: 'integer', label: { en: 'Count' } },
    { id: 'amount', type: 'money', label: { en: 'Amount' }, computed: { 'dec*': [{ var: 'price' }, { var: 'count' }] } },
  ]
  const fields = { order: columns.map(({ id }) => id), items: Object.fromEntries(columns.map((column) => [column.id, column])) }
  return documentsOf([
    { id: 'items', type: 'subform', label: { en: 'Items' }, fields },
    { id: 'total', type: 'money', label: { en: 'Total' }, computed: { dec_sum: [{ var: 'items.amount' }] } },
  ])
}

/** Fifty fields of the types a form mostly has, without expressions and relations. */
export function recordForm(): { entity: EntityDocument; form: FormDocument } {
  const kinds: Pick<FieldDocument, 'type' | 'config'>[] = [
    { type: 'text', config: { maxLength } },
    { type: 'textarea' },
    { type: 'email' },
    { type: 'integer', config: { min: 0, max: 1_000 } },
    { type: 'number', config: { decimals: 2 } },
    { type: 'date' },
    { type: 'select', config: { options: ['low', 'normal', 'high'].map((id) => ({ id, label: { en: id } })) } },
    { type: 'switch' },
    { type: 'rating' },
    { type: 'url' },
  ]
  return documentsOf(
    fieldNames(50).map((id, index) => ({
      id,
      label: { en: `Field ${index}` },
      required: index % 2 === 0,
      ...(kinds[index % kinds.length] ?? { type: 'text' }),
    })),
  )
}

function documentsOf(fields: FieldDocument[]): { entity: EntityDocument; form: FormDocument } {
  const order = fields.map(({ id }) => id)
  const label = { en: 'Bench' }
  return {
    entity: {
      id: 'bench',
      label,
      title: order[0] ?? '',
      fields: { order, items: Object.fromEntries(fields.map((field) => [field.id, field])) },
    },
    form: {
      id: 'bench',
      label,
      entity: 'bench',
      elements: { order, items: Object.fromEntries(order.map((id) => [id, { id, kind: 'field', field: id }])) },
    },
  }
}
