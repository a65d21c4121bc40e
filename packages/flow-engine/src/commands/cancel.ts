import type { FlowCommand } from '../command.ts'
import { endInstance } from '../end-instance.ts'
import type { Run } from '../run.ts'
import { dropEverything } from '../tokens.ts'

export function cancel(run: Run, { actor, reason }: Extract<FlowCommand, { type: 'cancel' }>): void {
  dropEverything(run)
  endInstance(run, 'cancelled', 'cancelled', { ...(actor === null ? {} : { by: actor }), reason })
}
