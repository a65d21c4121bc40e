import { compileForm, createFormState, fieldTypes } from '@tangram/form-engine'
import { type FormSources, FormView, useForm, widgets } from '@tangram/ui'
import { useMemo } from 'react'
import { cascadeForm, textForm } from '../../schema.ts'
import type { Contestant } from '../contestant.ts'

const sources: FormSources = {
  options: () => Promise.resolve([]),
  upload: () => Promise.reject(new Error('there are no files here')),
  fileUrl: () => null,
}

function Form({ fields }: { fields: number }) {
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
