import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { ErrorState, useSetup } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { PasswordRules } from '../security/change-password-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

type Wrong = { name?: string; login?: string; password?: string; again?: string }

/** Makes the first administrator, by the one-time link the server prints. */
export function SetupPage() {
  const t = useArea(loginTexts)
  const token = new URLSearchParams(useSearch()).get('token') ?? ''
  const [, navigate] = useLocation()
  const setup = useSetup()
  const [wrong, setWrong] = useState<Wrong>({})
  usePageTitle(t('setupTitle'))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const read = (name: string) => String(fields.get(name) ?? '')
    const [name, login, password] = [read('name').trim(), read('login').trim(), read('password')]
    const found: Wrong = {
      ...(name === '' ? { name: t('nameMissing') } : {}),
      ...(login === '' ? { login: t('loginMissing') } : {}),
      ...(password === '' ? { password: t('passwordMissing') } : {}),
      ...(password !== read('again') ? { again: t('passwordsDiffer') } : {}),
    }
    setWrong(found)
    const first = Object.keys(found)[0]
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    else setup.mutate({ token, name, login, password }, { onSuccess: () => navigate('/', { replace: true }) })
  }

  return (
    <SignInFrame title={t('setupTitle')} hint={t('setupHint')}>
      {token === '' ? (
        <Alert color="warning" role="alert">
          {t('noToken')}
        </Alert>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            {setup.isError && <ErrorState error={setup.error} />}
            <TextInput name="name" label={t('name')} autoComplete="name" size="md" error={wrong.name} />
            <TextInput name="login" label={t('login')} autoComplete="username" size="md" error={wrong.login} />
            <PasswordInput name="password" label={t('password')} autoComplete="new-password" size="md" error={wrong.password} />
            <PasswordRules />
            <PasswordInput name="again" label={t('passwordAgain')} autoComplete="new-password" size="md" error={wrong.again} />
            <Button type="submit" size="md" loading={setup.isPending}>
              {t('create')}
            </Button>
          </Stack>
        </form>
      )}
    </SignInFrame>
  )
}
