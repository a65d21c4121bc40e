import { Button, Drawer, Group, Stack, TextInput, Title } from '@mantine/core'
import { EmptyState, ErrorState, type Named, notify, SkeletonLines, useClient, useFormat } from '@tangram/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import { PersonPicker } from '../people/people-picker.tsx'
import classes from '../stand-ins/stand-ins.module.css'
import type { Provider } from './provider.ts'

type Identity = { id: string; person: Named; subject: string; label: string | null; linkedAt: string; lastUsedAt: string | null }

/** Who is linked with which account of a provider. */
export function ProviderPeople({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const found = useQuery({
    queryKey: ['sign-in-providers', provider.id, 'people'],
    queryFn: ({ signal }) => client.get<Identity[]>(`/sign-in-providers/${provider.id}/identities`, { signal }),
  })
  const unlink = useMutation({
    mutationFn: (id: string) => client.send('DELETE', `/identities/${id}`),
    onSuccess: () => {
      void notify({ message: t('unlinked') })
      void found.refetch()
    },
  })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t('peopleOf', { name: format.text(provider.name, provider.issuer) })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        {found.isPending && <SkeletonLines lines={3} />}
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {unlink.isError && <ErrorState error={unlink.error} />}
        {found.data?.length === 0 && <EmptyState compact title={t('nobodyLinked')} text={t('nobodyLinkedText')} />}
        {found.data && found.data.length > 0 && (
          <ul className={classes.list}>
            {found.data.map(({ id, person, subject, label, lastUsedAt }) => (
              <li key={id} className={classes.rule}>
                <div className={classes.words}>
                  <strong>{person.name}</strong>
                  <div className={classes.facts}>
                    <span style={{ overflowWrap: 'anywhere' }}>{label && label !== subject ? `${label} · ${subject}` : subject}</span>
                    <span>{lastUsedAt ? t('lastUsed', { when: format.instant(lastUsedAt, 'short') }) : t('neverUsed')}</span>
                  </div>
                </div>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('unlinkOf', { name: person.name })}
                  loading={unlink.isPending && unlink.variables === id}
                  onClick={() => unlink.mutate(id)}
                >
                  {t('unlink')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <LinkPerson provider={provider.id} onLinked={() => void found.refetch()} />
      </Stack>
    </Drawer>
  )
}

function LinkPerson({ provider, onLinked }: { provider: string; onLinked: () => void }) {
  const t = useArea(providersTexts)
  const client = useClient()
  const [person, setPerson] = useState<Named | null>(null)
  const [subject, setSubject] = useState('')
  const link = useMutation({
    mutationFn: () => client.send('POST', `/sign-in-providers/${provider}/identities`, { person: person?.id, subject }),
    onSuccess: () => {
      void notify({ kind: 'success', message: t('linked') })
      setPerson(null)
      setSubject('')
      onLinked()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (person && subject !== '') link.mutate()
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Title order={2} fz={16}>
          {t('linkPerson')}
        </Title>
        <PersonPicker label={t('person')} value={person} onChange={setPerson} />
        <TextInput
          label={t('subject')}
          description={t('subjectHint')}
          autoComplete="off"
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value.trim())}
        />
        {link.isError && <ErrorState error={link.error} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={!person || subject === ''} loading={link.isPending}>
            {t('link')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
