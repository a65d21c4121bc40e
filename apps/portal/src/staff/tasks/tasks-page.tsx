import { Button, Checkbox, Text } from '@mantine/core'
import { EmptyState, ErrorState, SkeletonLines, TaskItem, type TaskSummary, useTaskCounts, useTasks } from '@tangram/ui'
import { type KeyboardEvent, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { aboutOf } from './about-of.ts'
import { BatchDialog } from './batch-dialog.tsx'
import { type InboxAddress, readInboxAddress, writeInboxAddress } from './inbox-address.ts'
import { InboxFilters } from './inbox-filters.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import { TaskPanel } from './task-panel.tsx'
import classes from './tasks.module.css'
import { moveAmongTasks, useTaskKeys } from './use-task-keys.ts'

type Batch = { outcome: 'approved' | 'rejected'; tasks: readonly TaskSummary[] }

/** The inbox: late ones first, new ones arrive by themselves; one opens beside the list, several approvals are decided at once. */
export default function TasksPage({ task: openId }: { task: string | undefined }) {
  const t = useArea(tasksTexts)
  const [, navigate] = useLocation()
  const address = readInboxAddress(useSearch())
  const query = writeInboxAddress(address)
  const { box, filter } = address
  const tasks = useTasks(box, filter)
  const counts = useTaskCounts().data
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [batch, setBatch] = useState<Batch>()
  const all = tasks.data?.pages.flatMap((page) => page.tasks) ?? []
  const approvals = box === 'open' ? all.filter(({ kind }) => kind === 'approve') : []
  const selected = approvals.filter(({ id }) => picked.has(id))
  const isFiltered = Object.keys(filter).length > 0

  const show = (next: InboxAddress) => navigate(`/tasks${writeInboxAddress(next)}`, { replace: true })
  const open = (id: string) => navigate(`/tasks/${id}${query}`)
  const pick = (id: string) =>
    setPicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])))
  const decide = (outcome: Batch['outcome'], at: string | undefined) => {
    const chosen = selected.length > 0 ? selected : approvals.filter(({ id }) => id === at)
    if (chosen.length > 0) setBatch({ outcome, tasks: chosen })
  }
  useTaskKeys({ openId, open, pick, decide })

  return (
    <Page title={t('title')} layout="read">
      <InboxTabs current={box === 'done' ? 'done' : 'todo'} />
      <InboxFilters
        filter={filter}
        hasLate={box === 'open' && ((counts?.overdue ?? 0) > 0 || filter.overdue === true)}
        onChange={(next) => show({ box, filter: next })}
      />
      {tasks.isPending && <SkeletonLines lines={5} height={36} />}
      {tasks.isError && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.data && all.length === 0 && !isFiltered && (
        <EmptyState figure="boat" title={t('emptyTitle')} text={t(box === 'open' ? 'empty' : 'emptyDone')} />
      )}
      {tasks.data && all.length === 0 && isFiltered && (
        <EmptyState
          compact
          title={t('nothingFits')}
          action={
            <Button variant="default" size="xs" onClick={() => show({ box, filter: {} })}>
              {t('clearFilters')}
            </Button>
          }
        />
      )}
      {approvals.length > 0 && (
        <div className={classes.batchBar} role="group" aria-label={t('selectAll')}>
          <Checkbox
            aria-label={t('selectAll')}
            checked={selected.length === approvals.length}
            indeterminate={selected.length > 0 && selected.length < approvals.length}
            onChange={(event) => setPicked(new Set(event.currentTarget.checked ? approvals.map(({ id }) => id) : []))}
          />
          {selected.length > 0 ? (
            <>
              <span role="status">{t('selected', { count: selected.length })}</span>
              <Button size="xs" onClick={() => decide('approved', undefined)}>
                {t('approve')}
              </Button>
              <Button size="xs" variant="default" onClick={() => decide('rejected', undefined)}>
                {t('reject')}
              </Button>
              <Button size="xs" variant="subtle" color="gray" onClick={() => setPicked(new Set())}>
                {t('unselect')}
              </Button>
            </>
          ) : (
            <Text size="sm" c="dimmed" className={classes.keysHint}>
              {t('keysHint')}
            </Text>
          )}
        </div>
      )}
      {all.length > 0 && (
        <ul
          className={classes.list}
          data-tasks
          aria-label={t('list')}
          onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveAmongTasks(event)}
        >
          {all.map((task) => (
            <li key={task.id} data-late={(box === 'open' && task.overdue) || undefined} data-picked={picked.has(task.id) || undefined}>
              {approvals.length > 0 && (
                <span className={classes.pick}>
                  {task.kind === 'approve' && (
                    <Checkbox
                      aria-label={t('pick', { title: aboutOf(task) })}
                      checked={picked.has(task.id)}
                      onChange={() => pick(task.id)}
                    />
                  )}
                </span>
              )}
              <TaskItem
                task={task}
                href={`/tasks/${task.id}${query}`}
                isCurrent={task.id === openId}
                onOpen={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return
                  event.preventDefault()
                  open(task.id)
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
      {batch && (
        <BatchDialog
          {...batch}
          onClose={() => setBatch(undefined)}
          onDone={(done) => {
            setPicked((before) => new Set([...before].filter((id) => !done.includes(id))))
            if (openId && done.includes(openId)) navigate(`/tasks${query}`)
          }}
        />
      )}
      {openId && <TaskPanel key={openId} id={openId} onClose={() => navigate(`/tasks${query}`)} />}
    </Page>
  )
}
