import { createForm, type Field as FieldModel } from '@formily/core'
import { Field, FormProvider, observer, useField } from '@formily/react'
import { useMemo } from 'react'
import { fieldNames, maxLength } from '../../schema.ts'
import type { Contestant } from '../contestant.ts'
import { formClass, Line } from './line.tsx'

const FormilyLine = observer(function FormilyLine() {
  const field = useField<FieldModel>()
  return (
    <Line
      name={String(field.path)}
      label={String(field.title)}
      value={field.value ?? ''}
      error={field.selfErrors[0]}
      onChange={(event) => void field.onInput(event)}
      onBlur={() => void field.onBlur()}
    />
  )
})

const validator = [
  { required: true, message: 'Please fill this in' },
  { max: maxLength, message: 'Please use at most 200 characters' },
]

function Form({ fields }: { fields: number }) {
  const form = useMemo(() => createForm({ validateFirst: true }), [])
  return (
    <FormProvider form={form}>
      <form noValidate className={formClass}>
        {fieldNames(fields).map((name, index) => (
          <Field key={name} name={name} title={`Field ${index}`} validator={validator} component={[FormilyLine]} />
        ))}
      </form>
    </FormProvider>
  )
}

const formily: Contestant = {
  Form,
  selectorOf: (field) => `#${field}`,
  cascadeMs(rules) {
    const form = createForm()
    form.createField({ name: 'start' })
    for (let index = 0; index < rules; index += 1) {
      const before = index === 0 ? 'start' : `rule_${index - 1}`
      form.createField({
        name: `rule_${index}`,
        reactions: (field) => {
          const { form } = field
          ;(field as FieldModel).value = (Number(form.values[before]) || 0) + 1
        },
      })
    }
    const began = performance.now()
    form.setValuesIn('start', 7)
    const ms = performance.now() - began
    if (form.values[`rule_${rules - 1}`] !== 7 + rules) throw new Error(`the last rule gave ${form.values[`rule_${rules - 1}`]}`)
    return ms
  },
}
export default formily
