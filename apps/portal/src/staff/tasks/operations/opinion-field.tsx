import { Textarea } from '@mantine/core'

type OpinionFieldProps = {
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  isRequired?: boolean
  error?: string | false
  autoFocus?: boolean
}

/** Words that go with an operation. */
export function OpinionField({ label, placeholder, value, onChange, isRequired, error, autoFocus }: OpinionFieldProps) {
  return (
    <Textarea
      label={label}
      placeholder={placeholder}
      withAsterisk={isRequired === true}
      error={error}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
    />
  )
}
