import type { FlowCommand } from '../command.ts'
import type { CompiledProcess } from '../compile-process.ts'
import { endInstance } from '../end-instance.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'
import type { InstanceState } from '../state.ts'
import { dropEverything } from '../tokens.ts'

/** The initiator takes the whole instance back (撤回). */
export function revoke(run: Run, { actor, reason }: Extract<FlowCommand, { type: 'revoke' }>): void {
  if (!canRevoke(run.process, run.state, actor)) throw fail('flow.revoke.too-late')
  dropEverything(run)
  endInstance(run, 'cancelled', 'revoked', { by: actor, ...(reason === undefined ? {} : { reason }) })
}

/** Whether this person may take the instance back now: the initiator, as long as the policy of the process allows it. */
export function canRevoke(process: CompiledProcess, state: InstanceState, actor: string): boolean {
  if (state.status !== 'running' || state.initiator !== actor) return false
  const policy = process.document.policies?.revoke ?? 'untouched'
  if (policy !== 'untouched') return policy === 'always'
  return (
    !state.isAnswered && !Object.values(state.tasks).some((task) => task.status === 'done' && task.by !== undefined && task.by !== actor)
  )
}
