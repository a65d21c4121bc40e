import { JsonInput } from '@mantine/core'
import type { JsonValue } from '@tangram/data-model'
import { useTranslation } from '@tangram/ui'
import { useState } from 'react'

type JsonSettingProps = {
  label: string
  description?: string | undefined
  value: JsonValue | undefined
  onChange: (value: JsonValue | undefined) => void
}

/** A setting with a structure of its own, edited as text. What is not JSON stays in the box and out of the document. */
export function JsonSetting({ label, description, value, onChange }: JsonSettingProps) {
  const { t } = useTranslation('designer')
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  function commit() {
    if (draft === null) return
    try {
      onChange(draft.trim() === '' ? undefined : (JSON.parse(draft) as JsonValue))
      setDraft(null)
      setError(null)
    } catch (problem) {
      setError(t('invalid-json', { reason: (problem as Error).message }))
    }
  }
  return (
    <JsonInput
      label={label}
      description={description ?? t('raw-setting')}
      value={draft ?? (value === undefined ? '' : JSON.stringify(value, null, 2))}
      onChange={setDraft}
      onBlur={commit}
      error={error}
      autosize
      minRows={2}
      maxRows={14}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
    />
  )
}
