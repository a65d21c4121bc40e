import { Alert, Button, Text, TextInput, Title } from '@mantine/core'
import { IconDownload, IconSearch } from '@tabler/icons-react'
import { EmptyState, ErrorState, notify, SkeletonLines, useClient, useFormat } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { personalDataTexts } from '../../texts/personal-data.ts'
import classes from '../people/people.module.css'
import { FoundIn } from './found-in.tsx'
import { type Found, type FoundTable, maxChosen, type Place, tableKey } from './personal-data.ts'
import { saveJson } from './save-json.ts'

/** Finds a person in every app, and saves a copy of what is held about them. */
export function Finder() {
  const t = useArea(personalDataTexts)
  const client = useClient()
  const [text, setText] = useState('')
  const look = useMutation({ mutationFn: (wanted: string) => client.send<Found>('POST', '/personal-data/find', { text: wanted }) })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() !== '') look.mutate(text.trim())
  }
  return (
    <>
      <Text c="dimmed" mb="md">
        {t('hint')}
      </Text>
      <form onSubmit={submit} noValidate>
        <TextInput
          label={t('text')}
          description={t('textHint')}
          value={text}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          mt="sm"
          mb="md"
          disabled={text.trim() === ''}
          loading={look.isPending}
          leftSection={<IconSearch size={18} stroke={1.5} />}
        >
          {t('look')}
        </Button>
      </form>
      {look.isPending && <SkeletonLines lines={4} />}
      {look.isError && <ErrorState error={look.error} />}
      {look.data && <Answer key={look.submittedAt} found={look.data} text={look.variables} />}
    </>
  )
}

function Answer({ found, text }: { found: Found; text: string }) {
  const t = useArea(personalDataTexts)
  const format = useFormat()
  const client = useClient()
  const [tables, setTables] = useState(found.tables)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Place>>(new Map())
  const more = useMutation({
    mutationFn: ({ app, entity, deleted, next }: FoundTable) =>
      client.send<Found>('POST', '/personal-data/find', { text, in: { app, entity, deleted, ...(next ? { after: next } : {}) } }),
    onSuccess: (next, asked) =>
      setTables((all) =>
        all.map((table) =>
          tableKey(table) === tableKey(asked)
            ? { ...table, records: [...table.records, ...(next.tables[0]?.records ?? [])], next: next.tables[0]?.next ?? null }
            : table,
        ),
      ),
  })
  const save = useMutation({
    mutationFn: () => client.send('POST', '/personal-data/export', { places: [...chosen.values()] }),
    onSuccess: (copy) => {
      saveJson(copy, 'personal-data.json')
      void notify({ kind: 'success', message: t('saved') })
    },
  })
  const isEmpty = tables.length === 0 && found.members.length === 0
  return (
    <div aria-live="polite">
      {found.unread.map(({ app, appLabel, entity, label, why }) => (
        <Alert key={`${app} ${entity}`} color="warning" mb="md">
          {t('unread', { app: format.text(appLabel, app), table: format.text(label, entity), why: format.text(why) })}
        </Alert>
      ))}
      {isEmpty && <EmptyState title={t('none')} text={t('noneText')} />}
      {tables.map((table) => (
        <FoundIn
          key={tableKey(table)}
          table={table}
          chosen={chosen}
          onChoose={setChosen}
          isMore={more.isPending && tableKey(more.variables) === tableKey(table)}
          onMore={() => more.mutate(table)}
        />
      ))}
      {more.isError && <ErrorState error={more.error} />}
      {tables.length > 0 && (
        <section>
          <Text size="sm" c="dimmed" mt="md" mb={8}>
            {t('saveHint')}
          </Text>
          <Button
            leftSection={<IconDownload size={18} stroke={1.5} />}
            disabled={chosen.size === 0 || chosen.size > maxChosen}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('save')}
          </Button>
          <Text size="sm" mt={8} c={chosen.size > maxChosen ? 'danger' : 'dimmed'}>
            {chosen.size > maxChosen ? t('tooMany') : t('chosen', { count: chosen.size })}
          </Text>
          {save.isError && <ErrorState error={save.error} />}
        </section>
      )}
      {found.members.length > 0 && <Members members={found.members} />}
    </div>
  )
}

function Members({ members }: Pick<Found, 'members'>) {
  const t = useArea(personalDataTexts)
  return (
    <section>
      <Title order={2} fz={16} mt="lg" mb={4}>
        {t('members')}
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        {t('membersHint')}
      </Text>
      <ul className={classes.list} aria-label={t('members')}>
        {members.map(({ id, name }) => (
          <li key={id} className={classes.row}>
            <Link href="/people">{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
