import type { Id } from '@tangram/data-model'
import { endTask } from '../../approval/task-life.ts'
import { jump } from '../../jump.ts'
import { elementBeside } from '../../return-targets.ts'
import type { Run } from '../../run.ts'
import type { TaskReason, TaskState } from '../../state.ts'

type SendBack = { to: Id; resubmit: 'replay' | 'direct'; by?: string; opinion?: string; insteadOf?: string; reason?: TaskReason }

/** 退回: the visit is over, whatever the others say, and one of `to` begins; everything that comes after it is cleaned up. */
export function sendTaskBack(run: Run, task: TaskState, { to, resubmit, ...said }: SendBack): void {
  const beside = elementBeside(run.process, run.state, task.element, to)
  if (!beside) return
  const { by = null, opinion } = said
  run.emit({ type: 'task.operated', task: task.id, operation: 'return', by, to, ...(opinion === undefined ? {} : { words: opinion }) })
  endTask(run, task.id, { status: 'done', outcome: 'returned', ...said })
  const begun = { how: 'return' as const, from: task.node, task: task.id, resubmit }
  jump(run, { elements: [beside.id], to, scope: beside.scope, begun })
}
