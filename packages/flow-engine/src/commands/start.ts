import type { FlowCommand } from '../command.ts'
import { enterNode } from '../enter-node.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'
import { rootScope } from '../state.ts'

export function start(run: Run, { record, initiator }: Extract<FlowCommand, { type: 'start' }>): void {
  if (run.state.status !== 'new') throw fail('flow.instance.already-started')
  const { entity, id } = record
  run.emit({ type: 'instance.started', process: run.process.document.id, record: { entity, id }, initiator, scope: rootScope })
  enterNode(run, run.process.start, rootScope, [])
}
