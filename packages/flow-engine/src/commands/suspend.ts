import type { FlowCommand } from '../command.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'

/** From now on nothing moves; what comes by itself is kept for later, what people do is refused. */
export function suspend(run: Run, { actor, reason }: Extract<FlowCommand, { type: 'suspend' | 'resume' }>): void {
  run.emit({ type: 'instance.suspended', by: actor, ...(reason === undefined ? {} : { reason }) })
}

/** Goes on; answers with what has come meanwhile, in the order it came. */
export function resume(run: Run, { actor, reason }: Extract<FlowCommand, { type: 'suspend' | 'resume' }>): FlowCommand[] {
  if (run.state.suspendedAt === undefined) throw fail('flow.instance.not-suspended')
  const held = run.state.held ?? []
  run.emit({ type: 'instance.resumed', by: actor, ...(reason === undefined ? {} : { reason }) })
  return held
}

/** Comes by itself and must not be lost while the instance is suspended. */
export function isHeld(command: FlowCommand): boolean {
  return ['timer', 'deliver', 'finish-job', 'fail-job', 'child-ended'].includes(command.type)
}

/** What an administrator may do while nothing moves. */
export function isAllowedSuspended(command: FlowCommand): boolean {
  return ['resume', 'cancel', 'patch-variables', 'migrate', 'hand-over'].includes(command.type)
}
