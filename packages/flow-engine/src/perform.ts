import type { FlowCommand } from './command.ts'
import { addInstance, completeAdHoc } from './commands/add-instance.ts'
import { answerLink } from './commands/answer-link.ts'
import { cancel } from './commands/cancel.ts'
import { childEnded } from './commands/child-ended.ts'
import { completeTask } from './commands/complete-task.ts'
import { deliver } from './commands/deliver.ts'
import { failJob, finishJob } from './commands/finish-job.ts'
import { retryElement, skipElement } from './commands/incidents.ts'
import { jumpTo } from './commands/jump-to.ts'
import { patchVariables } from './commands/patch-variables.ts'
import { revoke } from './commands/revoke.ts'
import { start } from './commands/start.ts'
import { isAllowedSuspended, isHeld, resume, suspend } from './commands/suspend.ts'
import { timer } from './commands/timer.ts'
import { fail } from './errors.ts'
import type { Run } from './run.ts'
import { settle } from './settle.ts'

/** Does what a command asks. While the instance is suspended, what comes by itself is kept for later and people are refused. */
export function perform(run: Run, command: FlowCommand): void {
  if (run.state.suspendedAt !== undefined && !isAllowedSuspended(command)) {
    if (!isHeld(command)) throw fail('flow.instance.suspended')
    run.emit({ type: 'command.held', command })
    return
  }
  if (needsRunning.has(command.type) && run.state.status !== 'running') throw fail('flow.instance.not-running')
  carryOut(run, command)
}

/** Refused once the process is over; the others find out themselves that their task, link or element is gone. */
const needsRunning: ReadonlySet<FlowCommand['type']> = new Set([
  'cancel',
  'revoke',
  'add-instance',
  'complete-ad-hoc',
  'jump',
  'retry-element',
  'skip-element',
  'patch-variables',
  'suspend',
  'resume',
  'migrate',
])

function carryOut(run: Run, command: FlowCommand): void {
  switch (command.type) {
    case 'start':
      return start(run, command)
    case 'complete-task':
      return completeTask(run, command)
    case 'answer-link':
      return answerLink(run, command)
    case 'timer':
      return timer(run, command)
    case 'deliver':
      return deliver(run, command)
    case 'finish-job':
      return finishJob(run, command)
    case 'fail-job':
      return failJob(run, command)
    case 'child-ended':
      return childEnded(run, command)
    case 'add-instance':
      return addInstance(run, command)
    case 'complete-ad-hoc':
      return completeAdHoc(run, command)
    case 'cancel':
      return cancel(run, command)
    case 'revoke':
      return revoke(run, command)
    case 'jump':
      return jumpTo(run, command)
    case 'retry-element':
      return retryElement(run, command)
    case 'skip-element':
      return skipElement(run, command)
    case 'patch-variables':
      return patchVariables(run, command)
    case 'suspend':
      return suspend(run, command)
    case 'resume':
      for (const held of resume(run, command)) {
        carryOut(run, held)
        settle(run)
      }
      return
    default:
      throw fail('flow.command.unfit', { command: command.type })
  }
}
