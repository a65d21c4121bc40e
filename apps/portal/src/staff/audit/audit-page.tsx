import { Badge, Button, Modal, NativeSelect, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { EmptyState, ErrorState, hasDuty, type Named, SkeletonLines, useFormat, useLocale, useSession } from '@tangram/ui'
import { useState } from 'react'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { auditActions, auditTexts } from '../../texts/audit.ts'
import { inSentence } from '../../texts/in-sentence.ts'
import classes from '../people/people.module.css'
import { PersonPicker } from '../people/people-picker.tsx'
import { type AuditEntry, type AuditQuery, searchOf, useAudit, useNamesIn } from './audit.ts'
import { Chain } from './chain.tsx'
import { Retention } from './retention.tsx'

/** Who did what, for whoever keeps the audit. */
export default function AuditPage() {
  const t = useArea(auditTexts)
  const isAuditor = hasDuty(useSession().data?.person, 'audit')
  return (
    <Page title={t('title')} layout="read">
      {isAuditor ? <Audit /> : <EmptyState title={t('adminsTitle')} text={t('admins')} />}
    </Page>
  )
}

function Audit() {
  const t = useArea(auditTexts)
  const [query, setQuery] = useState<AuditQuery>({ actor: '', action: '', result: '', object: '', from: '', until: '' })
  const [asked] = useDebouncedValue(query, 250)
  const found = useAudit(asked)
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <>
      <Text c="dimmed" mb="md">
        {t('hint')}
      </Text>
      <Filters query={query} onChange={setQuery} />
      {found.isPending && <SkeletonLines lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && entries.length === 0 && <EmptyState title={t('none')} text={t('noneText')} />}
      {entries.length > 0 && <Entries entries={entries} />}
      {found.hasNextPage && (
        <Button variant="default" mt="md" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      <Chain />
      <Retention />
    </>
  )
}

function Filters({ query, onChange }: { query: AuditQuery; onChange: (query: AuditQuery) => void }) {
  const t = useArea(auditTexts)
  const { locale } = useLocale()
  const [person, setPerson] = useState<Named | null>(null)
  const set = (change: Partial<AuditQuery>) => onChange({ ...query, ...change })
  const actions = Object.entries(auditActions)
    .map(([value, text]) => ({ value, label: text[locale] }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
  return (
    <div className={classes.filters}>
      <PersonPicker
        label={t('person')}
        isOptional
        isClearable
        value={person}
        onChange={(next) => {
          setPerson(next)
          set({ actor: next?.id ?? '' })
        }}
      />
      <NativeSelect
        label={t('action')}
        value={query.action}
        data={[{ value: '', label: t('anyAction') }, ...actions]}
        onChange={(event) => set({ action: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('result')}
        value={query.result}
        data={[
          { value: '', label: t('anyResult') },
          ...(['ok', 'refused', 'failed'] as const).map((value) => ({ value, label: t(value) })),
        ]}
        onChange={(event) => set({ result: event.currentTarget.value })}
      />
      <TextInput label={t('from')} type="date" value={query.from} onChange={(event) => set({ from: event.currentTarget.value })} />
      <TextInput label={t('until')} type="date" value={query.until} onChange={(event) => set({ until: event.currentTarget.value })} />
      <TextInput label={t('search')} value={query.object} onChange={(event) => set({ object: event.currentTarget.value })} />
      <Button
        component="a"
        variant="default"
        href={`/api/v1/audit/export?${searchOf(query)}`}
        download
        leftSection={<IconDownload size={18} stroke={1.5} />}
        style={{ alignSelf: 'end' }}
      >
        {t('save')}
      </Button>
    </div>
  )
}

const colours = { ok: 'success', refused: 'warning', failed: 'danger' } as const

function Entries({ entries }: { entries: AuditEntry[] }) {
  const t = useArea(auditTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const nameIn = useNamesIn(entries)
  const [shown, setShown] = useState<AuditEntry | null>(null)
  const wordsOf = (action: string) => auditActions[action]?.[locale] ?? action
  // Whoever has not got in yet is known by what they typed.
  const actorOf = ({ actorName, actorKind, login }: AuditEntry) =>
    actorName ?? login ?? t(actorKind === 'system' ? 'system' : actorKind === 'link' ? 'link' : 'somebody')
  return (
    <>
      <ul className={classes.list} aria-label={t('entries')}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.row}>
            <div className={classes.words}>
              <strong>{actorOf(entry)}</strong> {inSentence(wordsOf(entry.action), locale)}{' '}
              {entry.result !== 'ok' && <Badge color={colours[entry.result]}>{t(entry.result)}</Badge>}
              <div className={classes.facts}>
                <span>{format.instant(entry.at)}</span>
                {entry.object && <span>{t('about', { object: nameIn(entry.object) })}</span>}
                {entry.login && entry.actorName && <span>{t('typed', { login: entry.login })}</span>}
                {entry.ip && <span>{t('at', { ip: entry.ip })}</span>}
              </div>
            </div>
            {entry.details !== null && (
              <Button
                variant="default"
                size="xs"
                aria-label={t('detailsOf', { action: wordsOf(entry.action) })}
                onClick={() => setShown(entry)}
              >
                {t('details')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown && (
        <Modal
          opened
          onClose={() => setShown(null)}
          title={t('detailsOf', { action: wordsOf(shown.action) })}
          size="lg"
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <pre style={{ margin: 0, fontSize: 13, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {JSON.stringify(shown.details, null, 2)}
          </pre>
        </Modal>
      )}
    </>
  )
}
