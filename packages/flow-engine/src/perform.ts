import type { FlowCommand } from './command.ts'
import { addInstance, completeAdHoc } from './commands/add-instance.ts'
import { answerLink } from './commands/answer-link.ts'
import { cancel } from './commands/cancel.ts'
import { childEnded } from './commands/child-ended.ts'
import { deliver } from './commands/deliver.ts'
import { failJob, finishJob } from './commands/finish-job.ts'
import { retryElement, skipElement } from './commands/incidents.ts'
import { jumpTo } from './commands/jump-to.ts'
import { migrate } from './commands/migrate.ts'
import { patchVariables } from './commands/patch-variables.ts'
import { revoke } from './commands/revoke.ts'
import { start } from './commands/start.ts'
import { isAllowedSuspended, isHeld, resume, suspend } from './commands/suspend.ts'
import { addSigners } from './commands/tasks/add-signers.ts'
import { claimTask, releaseTask } from './commands/tasks/claim-task.ts'
import { completeTask } from './commands/tasks/complete-task.ts'
import { copyTask } from './commands/tasks/copy-task.ts'
import { delegateTask } from './commands/tasks/delegate-task.ts'
import { handOver } from './commands/tasks/hand-over.ts'
import { removeSigners } from './commands/tasks/remove-signers.ts'
import { returnTask } from './commands/tasks/return-task.ts'
import { transferTask } from './commands/tasks/transfer-task.ts'
import { urgeTask } from './commands/tasks/urge-task.ts'
import { withdrawTask } from './commands/tasks/withdraw-task.ts'
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

type Handlers = { [T in FlowCommand['type']]: (run: Run, command: Extract<FlowCommand, { type: T }>) => void }

const handlers: Handlers = {
  start,
  'complete-task': completeTask,
  'claim-task': claimTask,
  'release-task': releaseTask,
  'transfer-task': transferTask,
  'delegate-task': delegateTask,
  'add-signers': addSigners,
  'remove-signers': removeSigners,
  'return-task': returnTask,
  'withdraw-task': withdrawTask,
  'urge-task': urgeTask,
  'copy-task': copyTask,
  'hand-over': handOver,
  'answer-link': answerLink,
  timer,
  deliver,
  'finish-job': finishJob,
  'fail-job': failJob,
  'child-ended': childEnded,
  'add-instance': addInstance,
  'complete-ad-hoc': completeAdHoc,
  cancel,
  revoke,
  jump: jumpTo,
  'retry-element': retryElement,
  'skip-element': skipElement,
  'patch-variables': patchVariables,
  suspend,
  migrate,
  resume: (run, command) => {
    for (const held of resume(run, command)) {
      carryOut(run, held)
      settle(run)
    }
  },
}

function carryOut(run: Run, command: FlowCommand): void {
  const handler = handlers[command.type] as (run: Run, command: FlowCommand) => void
  handler(run, command)
}
