import { IconBell, IconClock, IconUser, IconUsers } from '@tabler/icons-react'
import { textIn } from '@tangram/data-model'
import type { MouseEvent } from 'react'
import type { TaskSummary } from '../client/types.ts'
import { useFlowTexts } from '../flow/flow-texts.ts'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './task-item.module.css'

export type TaskItemProps = {
  task: TaskSummary
  href: string
  isCurrent?: boolean
  onOpen?: (event: MouseEvent<HTMLAnchorElement>) => void
}

/** A to-do in the inbox: what is to be done, on which record, who asks for it, since when, until when. It is the reader's own, so nobody else is named. */
export function TaskItem({ task, href, isCurrent = false, onOpen }: TaskItemProps) {
  const { t } = useTranslation('ui')
  const flow = useFlowTexts()
  const { locale } = useLocale()
  const format = useFormat()
  const isOver = task.closedAt != null
  const lateMs = task.dueAt && !isOver ? Date.now() - Date.parse(task.dueAt) : 0
  return (
    <a className={classes.task} href={href} aria-current={isCurrent || undefined} onClick={onOpen}>
      <span className={classes.title}>{task.recordTitle}</span>
      <time dateTime={task.openedAt} title={format.instant(task.openedAt)}>
        {format.relative(task.openedAt)}
      </time>
      <span className={classes.facts}>
        <span className={classes.step}>{textIn(task.label, locale)}</span>
        {task.recordNumber && task.recordNumber !== task.recordTitle && <span className="tg-figures">{task.recordNumber}</span>}
        {task.initiator && (
          <span>
            <IconUser size={14} stroke={1.5} aria-hidden /> {flow('startedBy', { name: task.initiator.name })}
          </span>
        )}
        {!task.assignee && !isOver && (
          <span>
            <IconUsers size={14} stroke={1.5} aria-hidden /> {t('task.candidates', { count: task.candidates })}
          </span>
        )}
        {task.insteadOf && <span>{flow('insteadOf', { name: task.insteadOf.name })}</span>}
        {task.urgedAt && !isOver && (
          <span data-late>
            <IconBell size={14} stroke={1.5} aria-hidden /> {flow('urged')}
          </span>
        )}
        {task.dueAt && !isOver && (
          <span data-late={lateMs > 0 || undefined}>
            <IconClock size={14} stroke={1.5} aria-hidden />{' '}
            {lateMs > 0 ? t('task.overdue', { time: format.duration(lateMs) }) : t('task.due', { time: format.relative(task.dueAt) })}
          </span>
        )}
      </span>
    </a>
  )
}
