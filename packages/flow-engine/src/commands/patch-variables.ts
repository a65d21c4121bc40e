import type { FlowCommand } from '../command.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'

export function patchVariables(run: Run, { variables, actor, reason }: Extract<FlowCommand, { type: 'patch-variables' }>): void {
  const known = run.process.document.variables?.items ?? {}
  const unknown = Object.keys(variables).find(
    (variable) => !Object.hasOwn(known, variable) && !Object.hasOwn(run.state.variables, variable),
  )
  if (unknown !== undefined) throw fail('flow.variable.unknown', { variable: unknown })
  run.emit({ type: 'variables.set', variables, by: actor, reason })
}
