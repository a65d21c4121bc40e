import { compileForm, createFormState, fieldTypes } from '@tangram/form-engine'
import { FormPartsContext, type FormSources, FormView, useForm, widgets } from '@tangram/ui'
import { useMemo } from 'react'
import { cascadeForm, rowOf, rowsForm, textForm } from '../../schema.ts'
import type { Contestant } from '../contestant.ts'

const sources: FormSources = {
  options: () => Promise.resolve([]),
  upload: () => Promise.reject(new Error('there are no files here')),
  fileUrl: () => null,
}

const parts = { fieldTypes }

function Form({ fields }: { fields: number }) {
  return (
    <FormPartsContext value={parts}>
      <OurForm fields={fields} />
    </FormPartsContext>
  )
}

function OurForm({ fields }: { fields: number }) {
  const documents = useMemo(() => textForm(fields), [fields])
  const model = useForm(documents)
  return <FormView model={model} sources={sources} />
}

/** The app's own form: documents compiled to a plan, a form of signals, the renderer of the portal. */
const ours: Contestant = {
  Form,
  selectorOf: (field) => `[data-field="${field}"] input`,
  cascadeMs(rules) {
    const { entity, form } = cascadeForm(rules)
    const model = createFormState(compileForm(form, entity, fieldTypes), {}, { now: '2026-11-22T08:00:00.000Z', zone: 'UTC' })
    let heard = 0
    // Every field on the page listens, as `useField` does.
    for (const field of model.plan.order) {
      model.subscribe(field, '*', () => {
        model.get(field)
        heard += 1
      })
    }
    const began = performance.now()
    model.set('start', 7)
    const ms = performance.now() - began
    const last = model.get(`rule_${rules - 1}`).value
    if (last !== 7 + rules || heard !== rules + 1) throw new Error(`the last rule gave ${last}, ${heard} fields heard of it`)
    return ms
  },
  openRows(count) {
    const uuid = (index: number) => `0192f3a0-0000-7000-8000-${String(index).padStart(12, '0')}`
    const rows = Array.from({ length: count }, (_, index) => ({ id: uuid(index), ...rowOf(index) }))
    const began = performance.now()
    const { entity, form } = rowsForm()
    const given = { now: '2026-11-22T08:00:00.000Z', zone: 'UTC', mode: 'update' } as const
    const model = createFormState(compileForm(form, entity, fieldTypes), { items: rows }, given)
    const items = model.rows('items')
    const seen = items.ids.slice(0, 30)
    let heard = 0
    // Every cell on the screen listens, the total, and the draft that is kept of the whole form.
    for (const row of seen) {
      for (const column of items.columns) {
        items.get(row, column)
        items.subscribe(row, column, () => {
          items.get(row, column)
          heard += 1
        })
      }
    }
    model.subscribe('total', '*', () => {
      model.get('total')
      heard += 1
    })
    model.subscribeForm(() => model.state())
    const openMs = performance.now() - began
    const total = (price: (index: number) => number) =>
      rows.reduce((sum, row, index) => sum + Math.round(price(index) * 100) * Number(row.count), 0)
    const prices = rows.map(({ price }) => Number(price))
    return {
      openMs,
      cellMs(edit) {
        const index = edit % seen.length
        prices[index] = edit + 0.5
        heard = 0
        const began = performance.now()
        items.set(seen[index] ?? '', 'price', `${edit}.50`)
        const ms = performance.now() - began
        const wanted = (total((at) => prices[at] ?? 0) / 100).toFixed(2)
        const found = model.get('total').value
        // Price, amount and total; the first time also that somebody was there.
        if (found !== wanted || heard < 3 || heard > 4) throw new Error(`the total is ${found} instead of ${wanted}, ${heard} heard of it`)
        return ms
      },
    }
  },
}
export default ours

const line = widgets.text

/** Calls back whenever the widget of a field renders, with the field. */
export function watchWidgets(rendered: (field: string) => void): void {
  if (!line) throw new Error('there is no widget for text')
  const { component: Line } = line
  const component: typeof Line = (props) => {
    rendered(props.field.id)
    return <Line {...props} />
  }
  Object.assign(widgets, { text: { ...line, component } })
}
