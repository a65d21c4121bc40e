import { Badge, Button, Checkbox, Group, Modal, NumberInput, PasswordInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconArrowLeft, IconCheck, IconCopy, IconPlus } from '@tabler/icons-react'
import { inOrder, itemOf } from '@tangram/data-model'
import { notify, useClient, useFormat } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { embedDialogTexts } from '../../texts/embed-dialog.ts'
import type { EmbedProps } from './embed-button.tsx'
import { type EmbedLink, type Embeds, embedsPath, type FilterUse, filtersOfLink, frameCode, sitesIn } from './embed-link.ts'
import { useFilterFields } from './filter-field.ts'
import { wordsOf } from './save-menu.tsx'

type DialogProps = EmbedProps & { found: Embeds; onChanged: () => void; onClose: () => void }

/** Links by which people outside see a dashboard: those there are, and the making of another. */
export default function EmbedDialog(props: DialogProps) {
  const { dashboard, found, onClose, onChanged } = props
  const t = useArea(embedDialogTexts)
  const format = useFormat()
  const [isMaking, setMaking] = useState(false)
  const [url, setUrl] = useState<string>()
  const name = format.text(dashboard.label, dashboard.id)
  const made = (address: string) => {
    setUrl(address)
    setMaking(false)
    onChanged()
  }
  return (
    <Modal opened onClose={onClose} title={t('title', { name })} size={560}>
      {url ? (
        <Made url={url} title={name} onDone={() => setUrl(undefined)} />
      ) : isMaking ? (
        <LinkForm {...props} onMade={made} onBack={() => setMaking(false)} />
      ) : (
        <Stack gap={12}>
          {found.links.length === 0 && <Text c="dimmed">{t('none')}</Text>}
          {found.links.map((link) => (
            <LinkLine key={link.id} {...props} link={link} />
          ))}
          <Group justify="flex-end">
            <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setMaking(true)}>
              {t('add')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function LinkLine({ seen, dashboard, found, link, onChanged }: DialogProps & { link: EmbedLink }) {
  const t = useArea(embedDialogTexts)
  const client = useClient()
  const format = useFormat()
  const revoke = async () => {
    try {
      await client.send('DELETE', `${embedsPath(seen.document.id, dashboard.id)}/${link.id}`)
      void notify({ kind: 'success', message: t('revoked') })
      onChanged()
    } catch (error) {
      void notify({ kind: 'danger', message: wordsOf(error) })
    }
  }
  const role = found.roles.find(({ id }) => id === link.role)
  const details = [
    link.lastUsedAt ? t('lastUsed', { time: format.instant(link.lastUsedAt, 'short') }) : t('neverUsed'),
    ...(link.expiresAt ? [t('ends', { time: format.instant(link.expiresAt, 'short') })] : []),
    t('by', { name: link.by.name }),
  ]
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" data-testid="embed-link">
      <div>
        <Text>
          {link.name} <Badge variant="light">{role ? format.text(role.label, role.id) : link.role}</Badge>{' '}
          <Badge variant="light" color="gray">
            {t(link.withRecords ? 'withRecords' : 'figuresOnly')}
          </Badge>
        </Text>
        <Text size="sm" c="dimmed">
          {details.join(' · ')}
        </Text>
        {link.sites.length > 0 && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {link.sites.join(' ')}
          </Text>
        )}
      </div>
      <Button variant="subtle" color="danger" aria-label={t('revokeNamed', { name: link.name })} onClick={() => void revoke()}>
        {t('revoke')}
      </Button>
    </Group>
  )
}

const day = 86_400_000
type Numeric = number | string

function LinkForm({ seen, dashboard, values, found, onMade, onBack }: DialogProps & { onMade: (url: string) => void; onBack: () => void }) {
  const t = useArea(embedDialogTexts)
  const client = useClient()
  const format = useFormat()
  const fieldOf = useFilterFields(seen.document)
  const [name, setName] = useState('')
  const [role, setRole] = useState<string | null>(found.roles.length === 1 ? (found.roles[0]?.id ?? null) : null)
  const [report, setReport] = useState('')
  const [uses, setUses] = useState<{ [filter: string]: FilterUse }>({})
  const [withRecords, setWithRecords] = useState(false)
  const [sites, setSites] = useState('')
  const [days, setDays] = useState<Numeric>(30)
  const [password, setPassword] = useState('')
  const [refresh, setRefresh] = useState<Numeric>('')
  const [quota, setQuota] = useState<Numeric>(1000)
  const [isSending, setSending] = useState(false)
  const shownReports = inOrder(dashboard.tiles).flatMap((tile) => itemOf(seen.document.reports, tile.report) ?? [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSending(true)
    try {
      const { url } = await client.send<{ url: string }>('POST', embedsPath(seen.document.id, dashboard.id), {
        name: name.trim(),
        role,
        report: report || null,
        ...filtersOfLink(dashboard, uses, values),
        sites: sitesIn(sites),
        withRecords,
        quota: Number(quota) || 1000,
        refreshSeconds: Number(refresh) || null,
        expiresAt: Number(days) ? new Date(Date.now() + Number(days) * day).toISOString() : null,
        password: password || null,
      })
      onMade(url)
    } catch (error) {
      void notify({ kind: 'danger', message: wordsOf(error) })
    } finally {
      setSending(false)
    }
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack gap={12}>
        <TextInput
          label={t('name')}
          placeholder={t('nameHint')}
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('role')}
          description={t('roleHint')}
          required
          allowDeselect={false}
          data={found.roles.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))}
          value={role}
          onChange={setRole}
        />
        <Select
          label={t('report')}
          allowDeselect={false}
          data={[
            { value: '', label: t('wholeDashboard') },
            ...[...new Map(shownReports.map((one) => [one.id, one])).values()].map(({ id, label }) => ({
              value: id,
              label: format.text(label, id),
            })),
          ]}
          value={report}
          onChange={(value) => setReport(value ?? '')}
        />
        {inOrder(dashboard.filters).map((filter) => {
          // Names of records are not for whoever is outside to look up.
          const isOfRecords = filter.type === 'choice' && fieldOf(filter)?.type.kind === 'reference'
          return (
            <Select
              key={filter.id}
              label={t('filter', { name: format.text(filter.label, filter.id) })}
              allowDeselect={false}
              data={[
                { value: 'default', label: t('filterDefault') },
                { value: 'hidden', label: t('filterHidden') },
                ...(isOfRecords
                  ? []
                  : [
                      { value: 'shown', label: t('filterShown') },
                      { value: 'open', label: t('filterOpen') },
                    ]),
              ]}
              value={uses[filter.id] ?? 'default'}
              onChange={(value) => setUses({ ...uses, [filter.id]: (value ?? 'default') as FilterUse })}
            />
          )
        })}
        <Checkbox
          label={t('records')}
          description={t('recordsHint')}
          checked={withRecords}
          onChange={(event) => setWithRecords(event.currentTarget.checked)}
        />
        <Textarea
          label={t('sites')}
          description={t('sitesHint')}
          autosize
          minRows={2}
          value={sites}
          onChange={(event) => setSites(event.currentTarget.value)}
        />
        <Group grow align="flex-start">
          <NumberInput label={t('days')} description={t('daysHint')} min={1} max={3650} value={days} onChange={setDays} />
          <PasswordInput
            label={t('password')}
            description={t('passwordHint')}
            autoComplete="new-password"
            minLength={6}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Group>
        <Group grow align="flex-start">
          <NumberInput label={t('refresh')} description={t('refreshHint')} min={15} max={86_400} value={refresh} onChange={setRefresh} />
          <NumberInput label={t('quota')} description=" " min={1} max={10_000} value={quota} onChange={setQuota} />
        </Group>
        <Group justify="space-between">
          <Button variant="subtle" leftSection={<IconArrowLeft size={18} stroke={1.5} />} onClick={onBack}>
            {t('back')}
          </Button>
          <Button type="submit" loading={isSending} disabled={name.trim() === '' || role === null}>
            {t('make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Made({ url, title, onDone }: { url: string; title: string; onDone: () => void }) {
  const t = useArea(embedDialogTexts)
  return (
    <Stack gap={12}>
      <Text>{t('made')}</Text>
      <Copied label={t('link')} copy={t('copyLink')} text={url} />
      <Copied label={t('code')} copy={t('copyCode')} text={frameCode(url, title)} />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('done')}</Button>
      </Group>
    </Stack>
  )
}

function Copied({ label, copy, text }: { label: string; copy: string; text: string }) {
  const t = useArea(embedDialogTexts)
  const clipboard = useClipboard({ timeout: 3000 })
  return (
    <div>
      <Textarea label={label} value={text} readOnly autosize onFocus={(event) => event.currentTarget.select()} />
      <Button
        mt={4}
        variant="default"
        leftSection={clipboard.copied ? <IconCheck size={18} stroke={1.5} /> : <IconCopy size={18} stroke={1.5} />}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? t('copied') : copy}
      </Button>
    </div>
  )
}
