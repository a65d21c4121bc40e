import { inOrder } from '@tangram/data-model'
import type { FlowCommand } from '../command.ts'
import { enterNode } from '../enter-node.ts'
import { fail } from '../errors.ts'
import { evaluate } from '../evaluate.ts'
import type { Run } from '../run.ts'
import { rootScope } from '../state.ts'

export function start(run: Run, command: Extract<FlowCommand, { type: 'start' }>): void {
  if (run.state.status !== 'new') throw fail('flow.instance.already-started')
  const { record, initiator, variables = {}, parent } = command
  const { entity, id } = record
  const at = command.start ?? run.process.start
  const node = run.process.nodes[at]
  if (!node?.type.begins || node.document.parent !== undefined) throw fail('flow.start.unknown', { start: at })
  run.emit({
    type: 'instance.started',
    process: run.process.document.id,
    record: { entity, id },
    initiator,
    scope: rootScope,
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
    ...(parent ? { parent } : {}),
  })
  for (const variable of inOrder(run.process.document.variables ?? { order: [], items: {} })) {
    if (variable.default === undefined || Object.hasOwn(run.state.variables, variable.id)) continue
    run.emit({ type: 'variables.set', variables: { [variable.id]: evaluate(run, variable.default) } })
  }
  enterNode(run, at, rootScope, [])
}
