import { Button, Card, Group, MultiSelect, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import {
  ErrorState,
  Icon,
  RightsView,
  useFormat,
  useLocale,
  useOptions,
  usePeople,
  useRights,
  useSeeAs,
  useSession,
  useTranslation,
  type Whose,
} from '@tangram/ui'
import { useMemo, useState } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { explainDraft } from './explain-draft.ts'

/** What somebody sees of the app: by roles or as a person, table by table, and of one record. */
export function WhoSeesCard() {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { locale } = useLocale()
  const { document, usedIds } = useDraft()
  const [by, setBy] = useState<'roles' | 'person'>('roles')
  const [roles, setRoles] = useState<string[]>([])
  const [person, setPerson] = useState<string | null>(null)
  const tables = inOrder(document.entities)
  const [chosenTable, setTable] = useState<string | null>(null)
  const table = chosenTable ?? tables[0]?.id ?? ''
  const [record, setRecord] = useState<string | null>(null)
  const isPublished = Object.hasOwn(usedIds, table)
  const whose: Whose | undefined = by === 'roles' ? (roles.length > 0 ? { roles } : undefined) : person ? { person } : undefined
  // Which roles somebody holds is said by the published app; what these give is said by the draft.
  const published = useRights(document.id, table, record ?? undefined, isPublished && (by === 'person' || record) ? whose : undefined)
  const held = useMemo(() => (by === 'roles' ? roles : published.data?.roles.map(({ id }) => id)), [by, roles, published.data])
  const drafted = useMemo(() => held && whose && explainDraft(document, held, table), [document, held, table, whose])
  const isAdmin = useSession().data?.person?.admin === true
  const names = (held ?? []).map((id) => text(document.access.roles.items[id]?.label, id)).join(locale === 'zh-CN' ? '、' : ', ')
  const shown = record && published.data ? published.data : drafted

  return (
    <Card withBorder padding="md">
      <Group gap="sm" mb="xs">
        <Icon name="eye" />
        <Title order={2} size="h3">
          {t('who-sees')}
        </Title>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t('who-sees-text')}
      </Text>
      <Stack gap="md">
        <Group align="end">
          <SegmentedControl
            aria-label={t('who-sees')}
            value={by}
            onChange={(next) => setBy(next as 'roles' | 'person')}
            data={[
              { value: 'roles', label: t('by-roles') },
              { value: 'person', label: t('by-person') },
            ]}
          />
          {by === 'roles' ? (
            <MultiSelect
              label={t('which-roles')}
              miw={240}
              data={inOrder(document.access.roles).map(({ id, label }) => ({ value: id, label: text(label, id) }))}
              value={roles}
              onChange={setRoles}
            />
          ) : (
            <PersonSelect value={person} onChange={setPerson} />
          )}
          <Select
            label={t('which-table')}
            allowDeselect={false}
            data={tables.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
            value={table}
            onChange={(next) => {
              setTable(next)
              setRecord(null)
            }}
          />
          {isPublished && <RecordSelect key={table} app={document.id} entity={table} value={record} onChange={setRecord} />}
        </Group>
        {published.isError && <ErrorState error={published.error} onRetry={() => void published.refetch()} />}
        {by === 'person' && published.data && <Text size="sm">{names ? t('person-roles', { roles: names }) : t('person-no-role')}</Text>}
        {by === 'person' && person && !isPublished && (
          <Text size="sm" c="dimmed">
            {t('person-when-published')}
          </Text>
        )}
        {shown && <RightsView actions={shown.actions} fields={shown.fields} />}
        {isAdmin && whose && <SeeAs whom={'roles' in whose ? { app: document.id, roles: whose.roles } : whose} />}
      </Stack>
    </Card>
  )
}

function SeeAs({ whom }: { whom: Parameters<ReturnType<typeof useSeeAs>['mutate']>[0] }) {
  const { t } = useTranslation('designer')
  const seeAs = useSeeAs(() => window.location.assign('/'))
  return (
    <Group>
      <Button variant="default" leftSection={<Icon name="eye" size={16} />} loading={seeAs.isPending} onClick={() => seeAs.mutate(whom)}>
        {t('see-as')}
      </Button>
      {seeAs.isError && <ErrorState error={seeAs.error} onRetry={() => seeAs.mutate(whom)} />}
    </Group>
  )
}

function PersonSelect({ value, onChange }: { value: string | null; onChange: (person: string | null) => void }) {
  const { t } = useTranslation('designer')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<{ id: string; name: string }>()
  const people = usePeople(search === chosen?.name ? '' : search).data ?? []
  const found = chosen && !people.some(({ id }) => id === chosen.id) ? [chosen, ...people] : people
  return (
    <Select
      label={t('which-person')}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // The server has looked already, also at what is no part of the name.
      filter={({ options }) => options}
      data={found.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={(id) => {
        setChosen(found.find((one) => one.id === id))
        onChange(id)
      }}
    />
  )
}

type RecordSelectProps = { app: string; entity: string; value: string | null; onChange: (record: string | null) => void }

function RecordSelect({ app, entity, value, onChange }: RecordSelectProps) {
  const { t } = useTranslation('designer')
  const [search, setSearch] = useState('')
  const records = useOptions(app, entity, search, true).data ?? []
  return (
    <Select
      label={t('example-record')}
      description={value ? t('example-record-text') : undefined}
      searchable
      clearable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      data={records.map(({ id, label }) => ({ value: id, label: label || id }))}
      value={value}
      onChange={onChange}
    />
  )
}
