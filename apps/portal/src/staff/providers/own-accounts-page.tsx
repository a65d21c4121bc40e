import { Button, PasswordInput, Text } from '@mantine/core'
import { EmptyState, ErrorState, notify, SkeletonLines, useClient, useFormat } from '@tangram/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import classes from '../stand-ins/stand-ins.module.css'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import type { Button as Service } from './provider.ts'

type Account = { id: string; provider: Service; passwordOff: boolean; label: string | null; linkedAt: string; lastUsedAt: string | null }
type Own = { identities: Account[]; providers: Service[] }
type Open = { what: 'link'; provider: Service } | { what: 'unlink'; account: Account }

/** The reader's accounts of sign-in services. */
export default function OwnAccountsPage() {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const [open, setOpen] = useState<Open>()
  const found = useQuery({ queryKey: ['own-identities'], queryFn: ({ signal }) => client.get<Own>('/me/identities', { signal }) })
  const isEmpty = found.data?.identities.length === 0 && found.data.providers.length === 0
  return (
    <Page title={t('ownTitle')} layout="read">
      <Text c="dimmed" mb="md">
        {t('ownHint')}
      </Text>
      {found.isPending && <SkeletonLines lines={2} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {isEmpty && <EmptyState figure="boat" title={t('ownNone')} text={t('ownNoneText')} />}
      {found.data && !isEmpty && (
        <ul className={classes.list} aria-label={t('ownTitle')}>
          {found.data.identities.map((account) => (
            <li key={account.id} className={classes.rule}>
              <div className={classes.words}>
                <strong>{format.text(account.provider.name)}</strong>
                <div className={classes.facts}>
                  {account.label && <span>{account.label}</span>}
                  <span>{t('since', { when: format.instant(account.linkedAt, 'short') })}</span>
                  {account.passwordOff && <span>{t('ownPasswordOff')}</span>}
                </div>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={t('unlinkOf', { name: format.text(account.provider.name) })}
                onClick={() => setOpen({ what: 'unlink', account })}
              >
                {t('unlink')}
              </Button>
            </li>
          ))}
          {found.data.providers.map((provider) => (
            <li key={provider.id} className={classes.rule}>
              <div className={classes.words}>
                <strong>{format.text(provider.name)}</strong>
              </div>
              <Button
                size="xs"
                aria-label={t('linkOf', { name: format.text(provider.name) })}
                onClick={() => setOpen({ what: 'link', provider })}
              >
                {t('link')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open && (
        <Confirm
          open={open}
          onClose={() => {
            setOpen(undefined)
            void found.refetch()
          }}
        />
      )}
    </Page>
  )
}

/** Asks for the password before the way of signing in changes; the server says whether it is needed. */
function Confirm({ open, onClose }: { open: Open; onClose: () => void }) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const [password, setPassword] = useState('')
  const name = format.text(open.what === 'link' ? open.provider.name : open.account.provider.name)
  const confirm = useMutation({
    mutationFn: async () => {
      const body = password === '' ? {} : { password }
      if (open.what === 'unlink') return client.send<{ address?: string }>('POST', `/me/identities/${open.account.id}/remove`, body)
      return client.send<{ address?: string }>('POST', `/me/identities/${open.provider.id}`, body)
    },
    onSuccess: ({ address }) => {
      if (address) return window.location.assign(address)
      void notify({ message: t('unlinked') })
      onClose()
    },
  })
  return (
    <OperationFrame
      title={t(open.what === 'link' ? 'linkOf' : 'unlinkOf', { name })}
      text={open.what === 'link' ? t('linkOfText', { name }) : t('unlinkText')}
      submit={t(open.what === 'link' ? 'goOn' : 'unlink')}
      isFinal={open.what === 'unlink'}
      isSending={confirm.isPending}
      error={confirm.error}
      onSubmit={() => confirm.mutate()}
      onClose={onClose}
    >
      <PasswordInput
        label={t('password')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </OperationFrame>
  )
}
