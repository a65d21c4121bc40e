import { TextInput } from '@mantine/core'
import type { OpenHours } from '@tangram/flow-engine'
import { useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { hoursIn, hoursText } from './hours-text.ts'

type HoursInputProps = { label: string; hours: readonly OpenHours[]; onChange: (hours: OpenHours[]) => void }

/** Hours as text, quick to type: `9-12, 13-18`. What cannot be read stays, and says so. */
export function HoursInput({ label, hours, onChange }: HoursInputProps) {
  const { t } = useTranslation('designer')
  const [typed, setTyped] = useState<string | null>(null)
  const isWrong = typed !== null && hoursIn(typed) === undefined

  function take() {
    const read = typed === null ? undefined : hoursIn(typed)
    if (!read) return
    setTyped(null)
    if (hoursText(read) !== hoursText(hours)) onChange(read)
  }

  return (
    <TextInput
      aria-label={label}
      placeholder={t('calendar-closed')}
      className="tg-figures"
      value={typed ?? hoursText(hours)}
      error={isWrong ? t('calendar-hours-wrong') : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}
