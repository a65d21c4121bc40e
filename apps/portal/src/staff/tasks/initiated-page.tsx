import { Badge, Table, Text } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import { EmptyState, ErrorState, type InitiatedRecord, SkeletonLines, useApp, useFormat, useInitiated, useLocale } from '@tangram/ui'
import { Link } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { aboutOf } from './about-of.ts'
import classes from './tasks.module.css'

/** Where what I submitted stands, who holds it, and for how long. */
export default function InitiatedPage() {
  const t = useArea(tasksTexts)
  const initiated = useInitiated()
  return (
    <Page title={t('initiatedTitle')}>
      {initiated.isPending && <SkeletonLines />}
      {initiated.isError && <ErrorState error={initiated.error} onRetry={() => void initiated.refetch()} />}
      {initiated.data?.length === 0 && <EmptyState figure="boat" title={t('initiatedEmptyTitle')} text={t('initiatedEmpty')} />}
      {initiated.data && initiated.data.length > 0 && (
        <Table.ScrollContainer minWidth={720} className={classes.tableWrap} type="native">
          <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="lg" aria-label={t('initiatedTitle')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('record')}</Table.Th>
                <Table.Th>{t('at')}</Table.Th>
                <Table.Th>{t('heldBy')}</Table.Th>
                <Table.Th>{t('for')}</Table.Th>
                <Table.Th>{t('started')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {initiated.data.map((item) => (
                <InitiatedRow key={`${item.record}/${item.startedAt}`} item={item} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  )
}

function InitiatedRow({ item }: { item: InitiatedRecord }) {
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
      <Table.Td className={classes.holders}>
        {item.holders.length > 0
          ? item.holders.map((holder) => holder.name).join(locale === 'zh-CN' ? '、' : ', ')
          : isRunning
            ? t('nobody')
            : '–'}
      </Table.Td>
      <Table.Td>{isRunning && item.since ? format.duration(Date.now() - Date.parse(item.since)) : '–'}</Table.Td>
      <Table.Td>{format.instant(item.startedAt)}</Table.Td>
    </Table.Tr>
  )
}
