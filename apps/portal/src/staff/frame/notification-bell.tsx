import { ActionIcon, Button, Group, Indicator, Popover, Text } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { inOrder } from '@tangram/data-model'
import {
  EmptyState,
  ErrorState,
  type NotificationItem,
  SkeletonLines,
  useApp,
  useFormat,
  useNotifications,
  useReadNotifications,
} from '@tangram/ui'
import { useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { shellTexts } from '../../texts/shell.ts'
import classes from './frame.module.css'

/** What happened that concerns the reader. */
export function NotificationBell() {
  const t = useArea(shellTexts)
  const [isOpen, setOpen] = useState(false)
  const notices = useNotifications()
  const read = useReadNotifications()
  const unread = notices.data?.filter((notice) => !notice.read).length ?? 0
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={340} trapFocus returnFocus>
      <Indicator disabled={unread === 0} label={unread > 99 ? '99+' : unread} size={16} color="danger" offset={8} zIndex={1}>
        <Popover.Target>
          <ActionIcon
            size={36}
            aria-label={unread > 0 ? t('unread', { count: unread }) : t('notifications')}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconBell size={20} stroke={1.5} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={8} aria-label={t('notifications')}>
        <Group justify="space-between" px={12} py={4}>
          <Text fw={600}>{t('notifications')}</Text>
          {unread > 0 && (
            <Button size="compact-sm" variant="subtle" loading={read.isPending} onClick={() => read.mutate(undefined)}>
              {t('markRead')}
            </Button>
          )}
        </Group>
        {notices.isPending && <SkeletonLines lines={3} />}
        {notices.isError && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
        {notices.data?.length === 0 && <EmptyState compact title={t('noNotifications')} />}
        <ul className={classes.notices}>
          {notices.data?.map((notice) => (
            <li key={notice.id}>
              <Notice
                notice={notice}
                onOpen={() => {
                  setOpen(false)
                  if (!notice.read) read.mutate([notice.id])
                }}
              />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function Notice({ notice, onOpen }: { notice: NotificationItem; onOpen: () => void }) {
  const format = useFormat()
  const app = useApp(notice.record && notice.app ? notice.app : undefined)
  const view = inOrder(app.data?.document.views).find((candidate) => candidate.entity === notice.entity)
  const href = notice.task ? `/tasks/${notice.task}` : view ? `/a/${notice.app}/${view.id}/${notice.record}` : '/tasks'
  return (
    <Link href={href} className={classes.notice} data-unread={!notice.read || undefined} onClick={onOpen}>
      {format.text(notice.text)}
      <Text component="span" display="block" size="xs" c="dimmed">
        {format.relative(notice.at)}
      </Text>
    </Link>
  )
}
