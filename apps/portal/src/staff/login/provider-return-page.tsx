import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ApiProblem, SkeletonLines, useClient } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import { SignInFrame } from './sign-in-frame.tsx'

export type ProviderReturnPageProps = { provider: string; isSignedIn: boolean }

/** Where a provider sends the browser back to: hands on what it brought, then goes where the person wanted, or says why not. */
export default function ProviderReturnPage({ provider, isSignedIn }: ProviderReturnPageProps) {
  const t = useArea(providersTexts)
  const client = useClient()
  const isSent = useRef(false)
  const { mutate, error } = useMutation({
    mutationFn: (search: string) =>
      client.send<{ to: string }>('POST', `/session/providers/${encodeURIComponent(provider)}/return`, { search }),
    // Somebody else's world: nothing of the page before stays.
    onSuccess: ({ to }) => window.location.replace(to),
  })
  usePageTitle(t('comingBack'))
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    const { search } = window.location
    // What it brought serves once, and stays neither in the address nor in the history.
    window.history.replaceState(null, '', window.location.pathname)
    mutate(search === '' ? '?' : search)
  }, [mutate])
  const problem = error instanceof ApiProblem ? error : undefined
  return (
    <SignInFrame title={error ? t('notIn') : t('comingBack')} hint={error ? (problem?.title ?? '') : ''}>
      {error ? (
        <Stack gap="md">
          <Alert variant="light" color="danger" role="alert" icon={<IconAlertTriangle size={18} stroke={1.5} />}>
            <Text size="md">{problem?.detail ?? error.message}</Text>
            {problem?.fix && <Text size="md">{problem.fix}</Text>}
          </Alert>
          <Button size="md" component="a" href={isSignedIn ? '/linked-accounts' : '/login'}>
            {t(isSignedIn ? 'backToAccounts' : 'backToLogin')}
          </Button>
        </Stack>
      ) : (
        <SkeletonLines lines={2} />
      )}
    </SignInFrame>
  )
}
