import { Button, Divider, Stack } from '@mantine/core'
import { ErrorState, useClient, useFormat } from '@tangram/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import type { Button as Service } from '../providers/provider.ts'

/** The sign-in services that are offered, below login and password; nothing where there are none. */
export function ProviderButtons({ to }: { to: string }) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const found = useQuery({
    queryKey: ['session-providers'],
    queryFn: ({ signal }) => client.get<Service[]>('/session/providers', { signal }),
    staleTime: 60_000,
  })
  const begin = useMutation({
    mutationFn: (provider: string) => client.send<{ address: string }>('POST', `/session/providers/${provider}`, { to }),
    onSuccess: ({ address }) => window.location.assign(address),
  })
  if (!found.data || found.data.length === 0) return null
  return (
    <Stack gap="sm" mt="lg">
      <Divider label={t('or')} />
      {begin.isError && <ErrorState error={begin.error} />}
      {found.data.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          size="md"
          // Until the browser has left: a second press would begin a second way.
          loading={(begin.isPending || begin.isSuccess) && begin.variables === id}
          disabled={(begin.isPending || begin.isSuccess) && begin.variables !== id}
          onClick={() => begin.mutate(id)}
        >
          {t('signInBy', { name: format.text(name) })}
        </Button>
      ))}
    </Stack>
  )
}
