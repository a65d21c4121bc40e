import { Textarea } from '@mantine/core'
import { resolveApp } from '@tangram/app-model'
import { textIn } from '@tangram/data-model'
import { entityScope, type Logic, parseFormula, printFormula } from '@tangram/expression'
import { useLocale, useTranslation } from '@tangram/ui'
import { useMemo, useState } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'

type ConditionInputProps = {
  entity: string
  label: string
  description?: string
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
}

/** A formula as text over the labels of an entity; stored as logic over its ids. What does not parse stays in the box. */
export function ConditionInput({ entity, label, description, value, onChange }: ConditionInputProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { document } = useDraft()
  const scope = useMemo(() => {
    const app = resolveApp(document, platform)
    const resolved = app.entity(entity)
    return resolved ? entityScope(resolved, (id) => app.entity(id)) : undefined
  }, [document, entity])
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  if (!scope) return null

  function commit() {
    if (draft === null || !scope) return
    if (draft.trim() === '') {
      onChange(undefined)
      setDraft(null)
      setError(null)
      return
    }
    const parsed = parseFormula(draft, scope, locale)
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
