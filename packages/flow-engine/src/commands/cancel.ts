import type { FlowCommand } from '../command.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'
import { endInstance } from '../settle.ts'
import { dropEverything } from '../tokens.ts'

export function cancel(run: Run, { actor, reason }: Extract<FlowCommand, { type: 'cancel' }>): void {
  if (run.state.status !== 'running') throw fail('flow.instance.not-running')
  dropEverything(run)
  endInstance(run, 'cancelled', 'cancelled', { by: actor, reason })
}
