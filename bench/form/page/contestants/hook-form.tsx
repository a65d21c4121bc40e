import { type Control, Controller, useForm } from 'react-hook-form'
import { fieldNames, maxLength } from '../../schema.ts'
import type { Contestant } from '../contestant.ts'
import { formClass, Line } from './line.tsx'

type Values = { [field: string]: string }

const rules = {
  required: 'Please fill this in',
  maxLength: { value: maxLength, message: 'Please use at most 200 characters' },
}

function HookField({ control, name, label }: { control: Control<Values>; name: string; label: string }) {
  return (
    <Controller
      control={control}
      name={name}
      rules={rules}
      render={({ field, fieldState }) => (
        <Line
          name={name}
          label={label}
          value={field.value ?? ''}
          error={fieldState.error?.message}
          onChange={field.onChange}
          onBlur={field.onBlur}
        />
      )}
    />
  )
}

function Form({ fields }: { fields: number }) {
  const names = fieldNames(fields)
  const { control } = useForm<Values>({ mode: 'onChange', defaultValues: Object.fromEntries(names.map((name) => [name, ''])) })
  return (
    <form noValidate className={formClass}>
      {names.map((name, index) => (
        <HookField key={name} control={control} name={name} label={`Field ${index}`} />
      ))}
    </form>
  )
}

/** react-hook-form as one uses it with a component library: `Controller` around each widget, checked on every change. */
const hookForm: Contestant = { Form, selectorOf: (field) => `#${field}` }
export default hookForm
