import { checkConfig, itemOf } from '@tangram/data-model'
import type { FlowCommand } from '../command.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'

export function patchVariables(run: Run, { variables, actor, reason }: Extract<FlowCommand, { type: 'patch-variables' }>): void {
  const known = run.process.document.variables?.items ?? {}
  const unknown = Object.keys(variables).find(
    (variable) => !Object.hasOwn(known, variable) && !Object.hasOwn(run.state.variables, variable),
  )
  if (unknown !== undefined) throw fail('flow.variable.unknown', { variable: unknown })
  const wrong = Object.entries(variables).find(([variable, value]) => {
    const found = itemOf(run.process.document.variables, variable)
    return found && checkConfig({ value: { valueType: found.valueType, label: found.label } }, { value }, '').length > 0
  })
  if (wrong) throw fail('flow.variable.unfit', { variable: wrong[0] })
  run.emit({ type: 'variables.set', variables, by: actor, reason })
}
