import { ActionIcon, Badge, Button, Menu, SegmentedControl, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowBackUp, IconBell, IconDots, IconSearch, IconSitemap } from '@tabler/icons-react'
import { inOrder } from '@tangram/data-model'
import { EmptyState, ErrorState, type InitiatedRecord, SkeletonLines, useApp, useFormat, useInitiated, useLocale } from '@tangram/ui'
import { useState } from 'react'
import { Link } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { aboutOf } from './about-of.ts'
import { InboxTabs } from './inbox-tabs.tsx'
import { WordsDialog } from './operations/words-dialog.tsx'
import classes from './tasks.module.css'

type Status = 'all' | 'running' | 'ended'
type Asked = { instance: string; operation: 'revoke' | 'urge' }

/** Where what I submitted stands, who holds it, and for how long; what may be taken back or hurried up. */
export default function InitiatedPage() {
  const t = useArea(tasksTexts)
  const [status, setStatus] = useState<Status>('all')
  const [words, setWords] = useState('')
  const [search] = useDebouncedValue(words.trim(), 250)
  const [asked, ask] = useState<Asked>()
  const isFiltered = status !== 'all' || search !== ''
  const initiated = useInitiated({ ...(status === 'all' ? {} : { status }), ...(search ? { search } : {}) })
  const all = initiated.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page title={t('initiatedTitle')}>
      <InboxTabs current="initiated" />
      <search className={classes.filters}>
        <TextInput
          className={classes.words}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('initiatedStatus')}
          value={status}
          onChange={(value) => setStatus(value as Status)}
          data={[
            { value: 'all', label: t('initiatedAll') },
            { value: 'running', label: t('running') },
            { value: 'ended', label: t('initiatedEnded') },
          ]}
        />
      </search>
      {initiated.isPending && <SkeletonLines />}
      {initiated.isError && <ErrorState error={initiated.error} onRetry={() => void initiated.refetch()} />}
      {initiated.data && all.length === 0 && (
        <EmptyState
          figure="boat"
          title={t(isFiltered ? 'nothingFits' : 'initiatedEmptyTitle')}
          {...(isFiltered ? {} : { text: t('initiatedEmpty') })}
        />
      )}
      {all.length > 0 && (
        <Table.ScrollContainer minWidth={820} className={classes.tableWrap} type="native" tabIndex={0}>
          <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="lg" className={classes.stacked} aria-label={t('initiatedTitle')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('record')}</Table.Th>
                <Table.Th>{t('at')}</Table.Th>
                <Table.Th>{t('heldBy')}</Table.Th>
                <Table.Th>{t('for')}</Table.Th>
                <Table.Th>{t('started')}</Table.Th>
                <Table.Th>
                  <span className="tg-visually-hidden">{t('actions')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.map((item) => (
                <InitiatedRow key={item.instance} item={item} onAsk={ask} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {initiated.hasNextPage && (
        <Button variant="subtle" mt="sm" loading={initiated.isFetchingNextPage} onClick={() => void initiated.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {asked && <WordsDialog of={`/instances/${asked.instance}`} operation={asked.operation} onClose={() => ask(undefined)} />}
    </Page>
  )
}

function InitiatedRow({ item, onAsk }: { item: InitiatedRecord; onAsk: (asked: Asked) => void }) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const app = useApp(item.app)
  const view = inOrder(app.data?.document.views).find((candidate) => candidate.entity === item.entity)
  const title = aboutOf(item)
  const isRunning = item.status === 'running' || item.status === 'active'
  return (
    <Table.Tr>
      <Table.Td>
        {view ? <Link href={`/a/${item.app}/${view.id}/${item.record}`}>{title}</Link> : title}
        <Text size="sm" c="dimmed">
          {format.text(item.process)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={isRunning ? 'brand' : item.status === 'cancelled' ? 'gray' : 'success'}>
          {isRunning ? format.text(item.label ?? undefined, t('running')) : t(item.status === 'cancelled' ? 'cancelled' : 'finished')}
        </Badge>
      </Table.Td>
      <Table.Td className={classes.holders} data-label={t('heldBy')}>
        {item.holders.length > 0
          ? item.holders.map((holder) => holder.name).join(locale === 'zh-CN' ? '、' : ', ')
          : isRunning
            ? t('nobody')
            : '–'}
      </Table.Td>
      <Table.Td data-label={t('for')}>{isRunning && item.since ? format.duration(Date.now() - Date.parse(item.since)) : '–'}</Table.Td>
      <Table.Td data-label={t('started')}>{format.instant(item.startedAt)}</Table.Td>
      <Table.Td data-menu>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={32} aria-label={t('actionsOf', { title })}>
              <IconDots size={18} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} href={`/instances/${item.instance}`} leftSection={<IconSitemap size={16} stroke={1.5} />}>
              {t('diagram')}
            </Menu.Item>
            {item.canUrge && (
              <Menu.Item
                leftSection={<IconBell size={16} stroke={1.5} />}
                onClick={() => onAsk({ instance: item.instance, operation: 'urge' })}
              >
                {t('urge')}
              </Menu.Item>
            )}
            {item.canRevoke && (
              <Menu.Item
                color="danger"
                leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
                onClick={() => onAsk({ instance: item.instance, operation: 'revoke' })}
              >
                {t('revoke')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  )
}
