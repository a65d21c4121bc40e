import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { ErrorState } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'

export type PasswordFormProps = {
  isBusy: boolean
  problem: unknown
  onSubmit: (input: { login: string; password: string }) => void
}

export function PasswordForm({ isBusy, problem, onSubmit }: PasswordFormProps) {
  const t = useArea(loginTexts)
  const [missing, setMissing] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const login = String(fields.get('login') ?? '').trim()
    const password = String(fields.get('password') ?? '')
    setMissing(login === '' || password === '')
    if (login !== '' && password !== '') onSubmit({ login, password })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {problem !== null && problem !== undefined && <ErrorState error={problem} />}
        <TextInput name="login" label={t('login')} autoComplete="username" autoFocus size="md" error={missing && t('missing')} />
        <PasswordInput name="password" label={t('password')} autoComplete="current-password" size="md" />
        <Button type="submit" size="md" loading={isBusy}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
