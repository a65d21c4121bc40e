import { NativeSelect } from '@mantine/core'

export type PickProps = {
  label: string
  value: string
  choices: { value: string; label: string }[]
  onChange: (value: string) => void
}

/** A short list to choose from, named for screen readers only: its neighbours explain it to the eye. */
export function Pick({ label, value, choices, onChange }: PickProps) {
  return <NativeSelect aria-label={label} value={value} data={choices} onChange={(event) => onChange(event.currentTarget.value)} />
}
