import type { TaskList, TaskSummary } from '@tangram/ui'
import { expect, it } from 'vitest'
import { withoutTask } from './use-finish-task.ts'

const task = (id: string) => ({ id }) as TaskSummary

it('takes one task out of whatever page it is on and leaves the others where they are', () => {
  const pages: TaskList[] = [
    { tasks: [task('a'), task('b')], next: 'x' },
    { tasks: [task('c')], next: null },
  ]
  const rest = withoutTask({ pages, pageParams: [null, 'x'] }, 'b')
  expect(rest.pages.map((page) => page.tasks.map(({ id }) => id))).toEqual([['a'], ['c']])
  expect(pages[0]?.tasks).toHaveLength(2)
})
