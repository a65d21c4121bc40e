import { Button, SegmentedControl } from '@mantine/core'
import { EmptyState, ErrorState, SkeletonLines, TaskItem, useShortcuts, useTasks } from '@tangram/ui'
import { type KeyboardEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { TaskPanel } from './task-panel.tsx'
import classes from './tasks.module.css'

type Status = 'open' | 'done'

/** The inbox: new to-dos arrive by themselves; one opens beside the list. */
export default function TasksPage({ task: openId }: { task: string | undefined }) {
  const t = useArea(tasksTexts)
  const [, navigate] = useLocation()
  const [status, setStatus] = useState<Status>('open')
  const tasks = useTasks(status)
  const all = tasks.data?.pages.flatMap((page) => page.tasks) ?? []

  useShortcuts([{ keys: 'ArrowDown', label: t('list'), run: () => document.querySelector<HTMLElement>('[data-tasks] a')?.focus() }])

  return (
    <Page
      title={t('title')}
      layout="read"
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('status')}
          value={status}
          onChange={(value) => setStatus(value as Status)}
          data={[
            { value: 'open', label: t('open') },
            { value: 'done', label: t('done') },
          ]}
        />
      }
    >
      {tasks.isPending && <SkeletonLines lines={5} height={36} />}
      {tasks.isError && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.data && all.length === 0 && (
        <EmptyState figure="boat" title={t('emptyTitle')} text={t(status === 'open' ? 'empty' : 'emptyDone')} />
      )}
      {all.length > 0 && (
        <ul className={classes.list} data-tasks aria-label={t('list')} onKeyDown={moveAmongTasks}>
          {all.map((task) => (
            <li key={task.id}>
              <TaskItem
                task={task}
                href={`/tasks/${task.id}`}
                isCurrent={task.id === openId}
                onOpen={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return
                  event.preventDefault()
                  navigate(`/tasks/${task.id}`)
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {tasks.hasNextPage && (
        <Button variant="subtle" mt="sm" loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {openId && <TaskPanel key={openId} id={openId} onClose={() => navigate('/tasks')} />}
    </Page>
  )
}

/** Arrows move from to-do to to-do; Enter is the link's own. */
function moveAmongTasks(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus()
}
