import { Button, SegmentedControl } from '@mantine/core'
import { type CopyItem, EmptyState, ErrorState, SkeletonLines, useCopies, useFormat, useReadCopies } from '@tangram/ui'
import { useState } from 'react'
import { Link } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { InboxTabs } from './inbox-tabs.tsx'
import classes from './tasks.module.css'

/** What others copied to the reader: opening one marks it as read. */
export default function CopiesPage() {
  const t = useArea(tasksTexts)
  const [isUnread, setUnread] = useState(false)
  const copies = useCopies(isUnread ? { unread: true } : {})
  const read = useReadCopies()
  const all = copies.data?.pages.flatMap((page) => page.copies) ?? []
  const unread = all.filter(({ readAt }) => readAt === null)
  return (
    <Page
      title={t('copiesTitle')}
      layout="read"
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('copiesStatus')}
            value={isUnread ? 'unread' : 'all'}
            onChange={(value) => setUnread(value === 'unread')}
            data={[
              { value: 'all', label: t('copiesAll') },
              { value: 'unread', label: t('copiesUnread') },
            ]}
          />
          {unread.length > 0 && (
            <Button variant="default" size="xs" loading={read.isPending} onClick={() => read.mutate(unread.map(({ id }) => id))}>
              {t('markAllRead')}
            </Button>
          )}
        </>
      }
    >
      <InboxTabs current="copies" />
      {copies.isPending && <SkeletonLines lines={5} height={36} />}
      {copies.isError && <ErrorState error={copies.error} onRetry={() => void copies.refetch()} />}
      {read.isError && <ErrorState error={read.error} />}
      {copies.data && all.length === 0 && <EmptyState figure="boat" title={t('copiesEmptyTitle')} text={t('copiesEmpty')} />}
      {all.length > 0 && (
        <ul className={classes.list} data-copies aria-label={t('copiesTitle')}>
          {all.map((copy) => (
            <li key={copy.id}>
              <Copy copy={copy} onOpen={() => copy.readAt === null && read.mutate([copy.id])} />
            </li>
          ))}
        </ul>
      )}
      {copies.hasNextPage && (
        <Button variant="subtle" mt="sm" loading={copies.isFetchingNextPage} onClick={() => void copies.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function Copy({ copy, onOpen }: { copy: CopyItem; onOpen: () => void }) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const isUnread = copy.readAt === null
  return (
    <Link href={`/instances/${copy.instance}`} className={classes.copy} data-unread={isUnread || undefined} onClick={onOpen}>
      <strong>
        {copy.recordTitle}
        {isUnread && <span className="tg-visually-hidden">, {t('unread')}</span>}
      </strong>
      <time dateTime={copy.at} title={format.instant(copy.at)}>
        {format.relative(copy.at)}
      </time>
      <span className={classes.copyFacts}>
        {[
          format.text(copy.process),
          format.text(copy.label),
          copy.by ? t('copyBy', { name: copy.by.name }) : t('copyByProcess'),
          copy.text ?? '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </Link>
  )
}
