import { Alert, Badge, Tabs, Title } from '@mantine/core'
import { inOrder, itemOf } from '@tangram/data-model'
import {
  ApiProblem,
  type AppForReader,
  EmptyState,
  ErrorState,
  type FormUploads,
  RecordView,
  SidePanel,
  type TaskDetail,
  type TaskSigner,
  useApp,
  useFieldViews,
  useFormat,
  useTask,
  useTaskApp,
} from '@tangram/ui'
import { useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { LeaveDialog } from '../form/leave-dialog.tsx'
import { useLeaving } from '../form/use-leaving.ts'
import { DetailsSkeleton } from '../records/record-panel.tsx'
import { RecordProcess } from '../records/record-process.tsx'
import { RecordSlas } from '../records/record-slas.tsx'
import { RecordTimeline } from '../records/record-timeline.tsx'
import { SignersList } from './operations/signers-list.tsx'
import { TaskOperations } from './operations/task-operations.tsx'
import { TaskWork } from './task-work.tsx'
import classes from './tasks.module.css'

/** A to-do beside the list: the record as this step may see it, what was said so far, and what to do about it. */
export function TaskPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const task = useTask(id)
  const app = useTaskApp(id)
  const isGone = task.error instanceof ApiProblem && (task.error.status === 404 || task.error.status === 410)
  const problem = isGone ? null : (task.error ?? app.error)
  const [footer, setFooter] = useState<HTMLElement | null>(null)
  // Who has moved on to another to-do keeps that one open.
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  const onDone = () => {
    if (isShown.current) onClose()
  }
  const { uploads, leave, dialog } = useLeaving(onClose)
  const isOpen = task.data && app.data && mayAct(task.data)
  const mayDoMore = task.data?.task.operations?.some(({ operation }) => operation !== 'complete')
  const title = task.data
    ? `${format.text(task.data.task.label, task.data.task.node)} · ${task.data.task.recordNumber ?? task.data.task.recordTitle}`
    : t('panel')
  const foot = (isOpen || mayDoMore) && (
    <div className={classes.foot}>
      {isOpen && <div ref={setFooter} />}
      {task.data && <TaskOperations task={task.data.task} onDone={onDone} />}
    </div>
  )
  return (
    <SidePanel opened onClose={leave} width={640} title={title} footer={foot}>
      {isGone && <EmptyState figure="cat" title={t('goneTitle')} text={t('gone')} />}
      {problem && <ErrorState error={problem} onRetry={() => void Promise.all([task.refetch(), app.refetch()])} />}
      {!isGone && !problem && !(task.data && app.data) && <DetailsSkeleton />}
      {task.data && app.data && <TaskBody detail={task.data} seen={app.data} footer={footer} uploads={uploads} onDone={onDone} />}
      <LeaveDialog {...dialog} />
    </SidePanel>
  )
}

type TaskBodyProps = {
  detail: TaskDetail
  seen: AppForReader
  footer: HTMLElement | null
  uploads: FormUploads
  onDone: () => void
}

function TaskBody({ detail, seen, footer, uploads, onDone }: TaskBodyProps) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const { task, record } = detail
  const entity = itemOf(seen.document.entities, task.entity)
  const fields = useFieldViews(entity, seen.document)
  const signersTitle = useId()
  if (!entity) return <EmptyState title={t('goneTitle')} text={t('gone')} />

  const isOpen = mayAct(detail)
  const isWritten = (field: string) => isOpen && (task.fields[field] === 'write' || task.fields[field] === 'required')
  const readable = entity.fields.order.filter(
    (field) => task.fields[field] !== 'hidden' && !isWritten(field) && !isEmpty(record.values[field]),
  )
  const signers = task.signers ?? []
  const outcomeOf = ({ outcome, outcomeLabel }: TaskSigner) =>
    outcome === null ? '' : format.text(outcomeLabel ?? task.outcomes.find(({ id }) => id === outcome)?.label, outcome)
  const leftMs = task.dueAt ? Date.parse(task.dueAt) - Date.now() : null
  return (
    <>
      <div className={classes.meta}>
        <span>{format.text(task.process)}</span>
        {task.initiator && <span>{t('startedBy', { name: task.initiator.name })}</span>}
        {task.group && <Badge color="gray">{task.group}</Badge>}
        {task.insteadOf && <Badge color="gray">{t('insteadOf', { name: task.insteadOf.name })}</Badge>}
        <span>{t('since', { time: format.relative(task.openedAt) })}</span>
        {leftMs !== null && isOpen && (
          <Badge color={leftMs < 0 ? 'danger' : 'gray'}>
            {t(leftMs < 0 ? 'overdue' : 'due', { time: format.duration(Math.abs(leftMs)) })}
          </Badge>
        )}
      </div>
      {task.returned && isOpen && <Returned task={task} />}
      {task.status === 'done' && (
        <Alert color="success" m="md">
          {t('doneBy')}
        </Alert>
      )}
      {(task.status === 'waiting' || task.status === 'cancelled') && (
        <Alert color={task.status === 'waiting' ? 'brand' : 'gray'} m="md">
          {t(task.status === 'waiting' ? 'waitingFor' : 'cancelledTask')}
        </Alert>
      )}
      <Tabs className={classes.tabs} defaultValue="details">
        <Tabs.List aria-label={t('panel')} px="lg">
          <Tabs.Tab value="details">{t('details')}</Tabs.Tab>
          <Tabs.Tab value="timeline">{t('history')}</Tabs.Tab>
          <Tabs.Tab value="process">{t('process')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="details" p="lg">
          <RecordSlas app={task.app} entity={task.entity} record={record.id} />
          <RecordView record={record} fields={fields} order={readable} />
          {signers.length > 0 && (
            <section className={classes.section} aria-labelledby={signersTitle}>
              <Title order={3} id={signersTitle} fz={14} mb="xs">
                {t(task.kind === 'handle' ? 'handlers' : 'signers')}
              </Title>
              <SignersList signers={signers} outcomeOf={outcomeOf} />
            </section>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="timeline" p="lg">
          <RecordTimeline app={task.app} entity={task.entity} record={record} fields={fields} />
        </Tabs.Panel>
        <Tabs.Panel value="process" p="lg">
          <RecordProcess app={task.app} entity={task.entity} record={record.id} instance={task.instance} />
        </Tabs.Panel>
      </Tabs>
      {isOpen && <TaskWork detail={detail} entity={entity} seen={seen} fields={fields} footer={footer} uploads={uploads} onDone={onDone} />}
    </>
  )
}

/** Why it is here again; who started the process and is asked for nothing here changes the record in its own place. */
function Returned({ task }: { task: TaskDetail['task'] }) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const view = inOrder(useApp(task.app).data?.document.views).find(({ entity }) => entity === task.entity)
  const isAsked = Object.values(task.fields).some((right) => right === 'write' || right === 'required')
  const step = format.text(task.returned?.label, '')
  const by = task.returned?.by
  return (
    <Alert color="warning" m="md" title={by ? t('returnedBy', { name: by.name, step }) : t('returnedHere', { step })}>
      {task.returned?.words}
      {!isAsked && view && (
        <div>
          <Link href={`/a/${task.app}/${view.id}/${task.record}`}>{t('changeRecord')}</Link>
        </div>
      )}
    </Alert>
  )
}

function mayAct({ task }: TaskDetail): boolean {
  return (task.status ?? 'open') === 'open' && task.mine !== false && task.outcomes.length > 0
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
