import { Input } from '@mantine/core'
import type { ChangeEvent } from 'react'
import classes from './line.module.css'

type LineProps = {
  name: string
  label: string
  value: string
  error: string | undefined
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
  onBlur?: () => void
}

/** Label, Mantine's input and the words of what is wrong: what one writes by hand, with the elements that ours have. */
export function Line({ name, label, value, error, onChange, onBlur }: LineProps) {
  return (
    <div className={classes.line}>
      <label id={`${name}-label`} htmlFor={name} className={classes.label}>
        {label}
        <span aria-hidden> *</span>
      </label>
      <Input
        id={name}
        type="text"
        autoComplete="off"
        maxLength={200}
        error={error !== undefined}
        attributes={{ input: { 'aria-labelledby': `${name}-label`, 'aria-describedby': error && `${name}-error`, 'aria-required': true } }}
        value={value}
        onChange={onChange}
        onBlur={onBlur}
      />
      <p id={`${name}-error`} role="alert" className={classes.error}>
        {error}
      </p>
    </div>
  )
}

/** The check one writes by hand. */
export function wordsFor(value: string): string | undefined {
  if (value.trim() === '') return 'Please fill this in'
  return [...value].length > 200 ? 'Please use at most 200 characters' : undefined
}

export const formClass = classes.form
