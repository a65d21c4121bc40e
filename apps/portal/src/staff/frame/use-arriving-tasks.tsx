import { notify, useTasks } from '@tangram/ui'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { shellTexts } from '../../texts/shell.ts'
import { aboutOf } from '../tasks/about-of.ts'

/** Announces each to-do that was not there before. */
export function useArrivingTasks(): void {
  const t = useArea(shellTexts)
  const tasks = useTasks('open').data?.pages[0]?.tasks
  const known = useRef<ReadonlySet<string> | null>(null)

  useEffect(() => {
    if (!tasks) return
    const before = known.current
    known.current = new Set([...(before ?? []), ...tasks.map((task) => task.id)])
    if (!before) return
    for (const task of tasks) {
      if (before.has(task.id)) continue
      void notify({
        message: <Link href={`/tasks/${task.id}`}>{t('newTask', { title: aboutOf(task) })}</Link>,
      })
    }
  }, [tasks, t])
}
