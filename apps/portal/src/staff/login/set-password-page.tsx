import { Alert, Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core'
import { ApiProblem, ErrorState, notify, SkeletonLines, useAcceptInvitation, useClient } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { PasswordRules } from '../security/change-password-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

type Invitation = { purpose: 'invite' | 'reset'; name: string; login: string | null }

/** Where the address of an invitation leads: a first password, or a new one. Its token stands behind the number sign and is sent to no log. */
export default function SetPasswordPage() {
  const t = useArea(loginTexts)
  const client = useClient()
  const [token] = useState(() => window.location.hash.slice(1))
  const found = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => client.send<Invitation>('POST', '/invitations/look', { token }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const isInvited = found.data?.purpose === 'invite'
  const title = t(found.data && !isInvited ? 'newPasswordTitle' : 'firstPasswordTitle')
  usePageTitle(title)
  const isOver = token === '' || (found.error instanceof ApiProblem && [400, 404].includes(found.error.status))
  return (
    <SignInFrame
      title={title}
      hint={
        found.data ? t(isInvited ? 'firstPasswordHint' : 'newPasswordHint', { name: found.data.name, login: found.data.login ?? '' }) : ''
      }
    >
      {isOver ? (
        <Stack>
          <Alert color="warning" role="alert">
            {t('linkOver')}
          </Alert>
          <Anchor component={Link} href="/forgot-password">
            {t('forgot')}
          </Anchor>
        </Stack>
      ) : (
        <>
          {found.isPending && <SkeletonLines lines={3} />}
          {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
          {found.data && <PasswordTwice token={token} invitation={found.data} />}
        </>
      )}
    </SignInFrame>
  )
}

function PasswordTwice({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useArea(loginTexts)
  const [, navigate] = useLocation()
  const accept = useAcceptInvitation()
  const [wrong, setWrong] = useState<{ password?: string; again?: string }>({})

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [password, again] = [String(fields.get('password') ?? ''), String(fields.get('again') ?? '')]
    const found = {
      ...(password === '' ? { password: t('passwordMissing') } : {}),
      ...(password !== again ? { again: t('passwordsDiffer') } : {}),
    }
    setWrong(found)
    const [first] = Object.keys(found)
    if (first) return event.currentTarget.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    accept.mutate(
      { token, password },
      {
        onSuccess: (session) => {
          if (!session.person) void notify({ kind: 'success', message: t('passwordSet') })
          navigate(session.person ? '/' : '/login', { replace: true })
        },
      },
    )
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {accept.isError && <ErrorState error={accept.error} />}
        <input type="text" name="username" autoComplete="username" value={invitation.login ?? ''} readOnly hidden />
        <PasswordInput name="password" label={t('password')} autoComplete="new-password" autoFocus size="md" error={wrong.password} />
        <PasswordRules />
        <PasswordInput name="again" label={t('passwordAgain')} autoComplete="new-password" size="md" error={wrong.again} />
        <Button type="submit" size="md" loading={accept.isPending}>
          {t(invitation.purpose === 'invite' ? 'setAndSignIn' : 'setPassword')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('setHint')}
        </Text>
      </Stack>
    </form>
  )
}
