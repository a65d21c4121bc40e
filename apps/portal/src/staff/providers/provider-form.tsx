import { Button, Checkbox, Drawer, Group, PasswordInput, Radio, SimpleGrid, Stack, Textarea, TextInput, Title } from '@mantine/core'
import { ApiProblem, ErrorState, notify, useClient, useFormat } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import { ConnectionTest } from './connection-test.tsx'
import { CopyField } from './copy-field.tsx'
import { GrantsField, isWhole } from './grants-field.tsx'
import { newProvider, type Provider, type ProviderSettings, settingsOf } from './provider.ts'

export type ProviderFormProps = { provider?: Provider; next?: { id: string; redirectUri: string }; onClose: () => void }

/** Everything about one provider. What was entered stays when the server refuses it. */
export function ProviderForm({ provider, next, onClose }: ProviderFormProps) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const [settings, setSettings] = useState<ProviderSettings>(provider ? settingsOf(provider) : newProvider)
  const [domains, setDomains] = useState(settings.emailDomains.join(', '))
  const [secret, setSecret] = useState('')
  const [isChecked, setChecked] = useState(false)
  const set = (change: Partial<ProviderSettings>) => setSettings((before) => ({ ...before, ...change }))
  const save = useMutation({
    mutationFn: () => {
      const emailDomains = domains.split(/[,，\s]+/).filter((domain) => domain !== '')
      const given = { ...settings, emailDomains, grants: settings.unknown === 'create-with-rights' ? settings.grants : [] }
      return provider
        ? client.send('PUT', `/sign-in-providers/${provider.id}`, { ...given, ...(secret === '' ? {} : { secret }) })
        : client.send('POST', '/sign-in-providers', { ...given, id: next?.id, secret: secret === '' ? null : secret })
    },
    onSuccess: () => {
      void notify({ kind: 'success', message: t('saved') })
      onClose()
    },
  })
  const refused = (path: string) => save.error instanceof ApiProblem && save.error.path === path && save.error.message
  const isNamed = Boolean(settings.name['zh-CN']?.trim() || settings.name.en?.trim())
  const broken = settings.unknown === 'create-with-rights' ? settings.grants.findIndex((grant) => !isWhole(grant)) : -1
  const isReady = isNamed && settings.issuer !== '' && settings.clientId !== '' && settings.scopes !== '' && broken < 0

  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (isReady) save.mutate()
  }
  const needed = (value: string) => isChecked && value === '' && t('needed')

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={provider ? t('editOf', { name: format.text(provider.name, provider.issuer) }) : t('add')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Heading text={t('connection')} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {(['zh-CN', 'en'] as const).map((locale) => (
              <TextInput
                key={locale}
                label={t(locale === 'en' ? 'nameEn' : 'nameZh')}
                value={settings.name[locale] ?? ''}
                error={locale === 'zh-CN' && isChecked && !isNamed && t('nameMissing')}
                onChange={(event) => set({ name: { ...settings.name, [locale]: event.currentTarget.value } })}
              />
            ))}
          </SimpleGrid>
          <TextInput
            label={t('issuer')}
            description={t('issuerHint')}
            type="url"
            withAsterisk
            value={settings.issuer}
            error={needed(settings.issuer) || refused('/issuer')}
            onChange={(event) => set({ issuer: event.currentTarget.value.trim() })}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('clientId')}
              description={'\u00a0'}
              withAsterisk
              autoComplete="off"
              value={settings.clientId}
              error={needed(settings.clientId)}
              onChange={(event) => set({ clientId: event.currentTarget.value.trim() })}
            />
            <PasswordInput
              label={t('secret')}
              description={t('secretHint')}
              autoComplete="new-password"
              placeholder={provider?.hasSecret ? t('secretKept') : ''}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value.trim())}
            />
          </SimpleGrid>
          <TextInput
            label={t('scopes')}
            withAsterisk
            value={settings.scopes}
            error={needed(settings.scopes) || refused('/scopes')}
            onChange={(event) => set({ scopes: event.currentTarget.value })}
          />
          <CopyField label={t('redirectUri')} value={(provider ?? next)?.redirectUri ?? ''} />
          <Check
            label={t('privateNetwork')}
            hint={t('privateNetworkHint')}
            checked={settings.privateNetwork}
            onChange={(privateNetwork) => set({ privateNetwork })}
          />
          <ConnectionTest asked={settings} />

          <Heading text={t('who')} />
          <Radio.Group
            label={t('unknown')}
            value={settings.unknown}
            onChange={(unknown) => set({ unknown: unknown as ProviderSettings['unknown'] })}
          >
            <Stack gap={8} mt={4}>
              <Radio value="refuse" label={t('refuse')} />
              <Radio value="create" label={t('create')} />
              <Radio value="create-with-rights" label={t('createWithRights')} />
            </Stack>
          </Radio.Group>
          {settings.unknown === 'create-with-rights' && (
            <GrantsField value={settings.grants} broken={isChecked ? broken : -1} onChange={(grants) => set({ grants })} />
          )}
          <Textarea
            label={t('emailDomains')}
            description={t('emailDomainsHint')}
            autosize
            value={domains}
            error={refused('/emailDomains/0')}
            onChange={(event) => setDomains(event.currentTarget.value)}
          />
          <Check
            label={t('matchesEmail')}
            hint={t('matchesEmailHint')}
            checked={settings.matchesEmail}
            onChange={(matchesEmail) => set({ matchesEmail })}
          />
          <TextInput
            label={t('contact')}
            description={t('contactHint')}
            value={settings.contact}
            onChange={(event) => set({ contact: event.currentTarget.value })}
          />
          <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
            <Heading text={t('claims')} />
            <SimpleGrid cols={{ base: 1, sm: 3 }} mt={8}>
              {(['name', 'login', 'email'] as const).map((claim) => (
                <TextInput
                  key={claim}
                  label={t(claim === 'name' ? 'claimName' : claim === 'login' ? 'claimLogin' : 'claimEmail')}
                  value={settings.claims[claim]}
                  onChange={(event) => set({ claims: { ...settings.claims, [claim]: event.currentTarget.value.trim() } })}
                />
              ))}
            </SimpleGrid>
          </fieldset>

          <Heading text={t('behaviour')} />
          <Check
            label={t('passwordOff')}
            hint={t('passwordOffHint')}
            checked={settings.passwordOff}
            onChange={(passwordOff) => set({ passwordOff })}
          />
          <Check label={t('endsSession')} checked={settings.endsSession} onChange={(endsSession) => set({ endsSession })} />
          {settings.endsSession && (
            <CopyField
              label={t('leaveUri')}
              value={`${new URL((provider ?? next)?.redirectUri ?? '/', window.location.href).origin}/login`}
            />
          )}
          <Check label={t('enabled')} hint={t('enabledHint')} checked={settings.enabled} onChange={(enabled) => set({ enabled })} />
          {save.isError && <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}

function Heading({ text }: { text: string }) {
  return (
    <Title order={2} fz={16} mt={8}>
      {text}
    </Title>
  )
}

type CheckProps = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void }

function Check({ label, hint, checked, onChange }: CheckProps) {
  return <Checkbox label={label} description={hint} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
}
