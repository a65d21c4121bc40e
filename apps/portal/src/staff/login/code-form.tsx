import { Button, Stack, Text, TextInput } from '@mantine/core'
import { ErrorState } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'

export type CodeFormProps = { isBusy: boolean; problem: unknown; onSubmit: (code: string) => void; onBack: () => void }

/** The second step of signing in. */
export function CodeForm({ isBusy, problem, onSubmit, onBack }: CodeFormProps) {
  const t = useArea(loginTexts)
  const [isMissing, setMissing] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim()
    setMissing(code === '')
    if (code !== '') onSubmit(code)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {problem !== null && problem !== undefined && <ErrorState error={problem} />}
        <Text>{t('codeHint')}</Text>
        <TextInput
          name="code"
          label={t('code')}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
          autoFocus
          size="md"
          error={isMissing && t('codeMissing')}
        />
        <Button type="submit" size="md" loading={isBusy}>
          {t('submit')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('back')}
        </Button>
      </Stack>
    </form>
  )
}
