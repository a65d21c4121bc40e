import { Badge, Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { EmptyState, ErrorState, notify, SkeletonLines, useClient, useFormat } from '@tangram/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import classes from '../stand-ins/stand-ins.module.css'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import type { Provider, Providers } from './provider.ts'
import { ProviderForm } from './provider-form.tsx'
import { ProviderPeople } from './provider-people.tsx'

type Open = { what: 'add' } | { what: 'edit' | 'people' | 'remove'; provider: Provider }

/** OpenID providers of the installation, for administrators. */
export default function ProvidersPage() {
  const t = useArea(providersTexts)
  const client = useClient()
  const [open, setOpen] = useState<Open>()
  const found = useQuery({
    queryKey: ['sign-in-providers'],
    queryFn: ({ signal }) => client.get<Providers>('/sign-in-providers', { signal }),
  })
  const close = () => {
    setOpen(undefined)
    void found.refetch()
  }
  const add = (
    <Button leftSection={<IconPlus size={18} stroke={1.5} />} disabled={!found.data} onClick={() => setOpen({ what: 'add' })}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} layout="read" primary={add}>
      <Text c="dimmed" mb="md">
        {t('hint')}
      </Text>
      {found.isPending && <SkeletonLines lines={3} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.providers.length === 0 && <EmptyState figure="boat" title={t('none')} text={t('noneText')} />}
      {found.data && found.data.providers.length > 0 && (
        <ul className={classes.list} aria-label={t('title')}>
          {found.data.providers.map((provider) => (
            <Row key={provider.id} provider={provider} onOpen={setOpen} />
          ))}
        </ul>
      )}
      {open?.what === 'add' && found.data && <ProviderForm next={found.data.next} onClose={close} />}
      {open?.what === 'edit' && <ProviderForm provider={open.provider} onClose={close} />}
      {open?.what === 'people' && <ProviderPeople provider={open.provider} onClose={close} />}
      {open?.what === 'remove' && <RemoveProvider provider={open.provider} onClose={close} />}
    </Page>
  )
}

function Row({ provider, onOpen }: { provider: Provider; onOpen: (open: Open) => void }) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const name = format.text(provider.name, provider.issuer)
  return (
    <li className={classes.rule}>
      <div className={classes.words}>
        <strong>{name}</strong> <Badge color={provider.enabled ? 'success' : 'gray'}>{t(provider.enabled ? 'on' : 'off')}</Badge>{' '}
        {provider.passwordOff && <Badge color="gray">{t('passwordIsOff')}</Badge>}
        <div className={classes.facts}>
          <span style={{ overflowWrap: 'anywhere' }}>{provider.issuer}</span>
          <span>{t('changed', { when: format.instant(provider.updatedAt, 'short') })}</span>
        </div>
      </div>
      <Group gap={8}>
        <Button
          variant="default"
          size="xs"
          aria-label={t('peopleCount', { count: provider.people, name })}
          onClick={() => onOpen({ what: 'people', provider })}
        >
          {t('people', { count: provider.people })}
        </Button>
        <Button variant="default" size="xs" aria-label={t('editOf', { name })} onClick={() => onOpen({ what: 'edit', provider })}>
          {t('edit')}
        </Button>
        <Button variant="default" size="xs" aria-label={t('removeOf', { name })} onClick={() => onOpen({ what: 'remove', provider })}>
          {t('remove')}
        </Button>
      </Group>
    </li>
  )
}

function RemoveProvider({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const remove = useMutation({
    mutationFn: () => client.send('DELETE', `/sign-in-providers/${provider.id}`),
    onSuccess: () => {
      void notify({ message: t('removed') })
      onClose()
    },
  })
  return (
    <OperationFrame
      title={t('removeOf', { name: format.text(provider.name, provider.issuer) })}
      text={t('removeText', { count: provider.people })}
      submit={t('remove')}
      isFinal
      isSending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
