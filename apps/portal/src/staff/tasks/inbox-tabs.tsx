import { Badge } from '@mantine/core'
import { useTaskCounts } from '@tangram/ui'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import classes from './tasks.module.css'

type Box = 'todo' | 'done' | 'initiated' | 'copies'

/** The four boxes of the inbox; each is a page with an address of its own. */
export function InboxTabs({ current }: { current: Box }) {
  const t = useArea(tasksTexts)
  const counts = useTaskCounts().data
  const late = counts?.overdue ?? 0
  const boxes = [
    { box: 'todo', href: '/tasks', label: t('boxTodo') },
    { box: 'done', href: '/tasks?box=done', label: t('boxDone') },
    { box: 'initiated', href: '/initiated', label: t('boxInitiated') },
    { box: 'copies', href: '/copies', label: t('boxCopies') },
  ] as const
  return (
    <nav className={classes.boxes} aria-label={t('boxes')}>
      {boxes.map(({ box, href, label }) => (
        <Link key={box} href={href} className={classes.box} aria-current={box === current ? 'page' : undefined}>
          {label}
          {box === 'todo' && counts !== undefined && counts.open > 0 && (
            <Badge
              size="sm"
              color={late > 0 ? 'danger' : 'brand'}
              aria-label={`${t('toDoCount', { count: counts.open })}, ${t('lateCount', { count: late })}`}
            >
              {counts.open}
            </Badge>
          )}
          {box === 'copies' && counts !== undefined && counts.copies > 0 && (
            <Badge size="sm" color="brand" aria-label={t('unreadCount', { count: counts.copies })}>
              {counts.copies}
            </Badge>
          )}
        </Link>
      ))}
    </nav>
  )
}
