import { Textarea } from '@mantine/core'
import { textIn } from '@tangram/data-model'
import { type Logic, parseFormula, printFormula, type Scope } from '@tangram/expression'
import { useLocale, useTranslation } from '@tangram/ui'
import { useState } from 'react'

type FormulaInputProps = {
  scope: Scope
  label: string
  description?: string | undefined
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
}

/** A formula as text over the labels of a table; stored as logic over its ids. What does not parse stays in the box. */
export function FormulaInput({ scope, label, description, value, onChange }: FormulaInputProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  function commit() {
    if (draft === null) return
    const parsed = draft.trim() === '' ? { logic: undefined } : parseFormula(draft, scope, locale)
    if ('logic' in parsed) {
      onChange(parsed.logic)
      setDraft(null)
      setError(null)
    } else setError(t('formula-error', { reason: parsed.diagnostics.map(({ message }) => textIn(message, locale)).join(' ') }))
  }

  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={1}
      spellCheck={false}
      value={draft ?? (value === undefined ? '' : printFormula(value, scope, locale))}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      error={error}
    />
  )
}
