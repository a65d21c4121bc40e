import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core'
import { ErrorState, useClient } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { SignInFrame } from './sign-in-frame.tsx'

/** Asks for a way to a new password. The answer is the same whoever is asked for. */
export default function ForgotPasswordPage() {
  const t = useArea(loginTexts)
  const client = useClient()
  const [isMissing, setMissing] = useState(false)
  const ask = useMutation({ mutationFn: (login: string) => client.send('POST', '/forgotten-password', { login }) })
  usePageTitle(t('forgotTitle'))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const login = String(new FormData(event.currentTarget).get('login') ?? '').trim()
    setMissing(login === '')
    if (login !== '') ask.mutate(login)
  }

  return (
    <SignInFrame title={t('forgotTitle')} hint={t('forgotHint')}>
      <Stack gap="md">
        {ask.isSuccess ? (
          <Alert color="success" role="status">
            {t('forgotDone')}
          </Alert>
        ) : (
          <form onSubmit={submit} noValidate>
            <Stack gap="md">
              {ask.isError && <ErrorState error={ask.error} />}
              <TextInput
                name="login"
                label={t('loginOrMail')}
                autoComplete="username"
                autoFocus
                size="md"
                error={isMissing && t('loginMissing')}
              />
              <Button type="submit" size="md" loading={ask.isPending}>
                {t('forgotSend')}
              </Button>
            </Stack>
          </form>
        )}
        <Anchor component={Link} href="/login">
          {t('backToSignIn')}
        </Anchor>
      </Stack>
    </SignInFrame>
  )
}
