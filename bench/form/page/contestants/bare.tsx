import { memo, useState } from 'react'
import { fieldNames } from '../../schema.ts'
import type { Contestant } from '../contestant.ts'
import { formClass, Line, wordsFor } from './line.tsx'

const BareField = memo(function BareField({ name, label }: { name: string; label: string }) {
  const [value, setValue] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  return (
    <Line
      name={name}
      label={label}
      value={value}
      error={error}
      onChange={(event) => {
        setValue(event.currentTarget.value)
        setError(wordsFor(event.currentTarget.value))
      }}
    />
  )
})

function Form({ fields }: { fields: number }) {
  return (
    <form noValidate className={formClass}>
      {fieldNames(fields).map((name, index) => (
        <BareField key={name} name={name} label={`Field ${index}`} />
      ))}
    </form>
  )
}

/** Inputs with a state of their own and one check written by hand: no form engine at all. */
const bare: Contestant = { Form, selectorOf: (field) => `#${field}` }
export default bare
