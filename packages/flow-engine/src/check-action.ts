import { checkConfig, type Diagnostic, diagnose, type JsonObject, pointer } from '@tangram/data-model'
import { checkAssignees } from './check-assignees.ts'
import { checkPlaceholders } from './check-placeholders.ts'
import { flowMessages } from './messages.ts'
import type { CheckContext } from './node-type.ts'

/** Checks that there is such an action, that its input fits, that it says who is meant and that its texts ask for what there is. */
export function checkAction(action: string, input: JsonObject, { actions, scope, path }: CheckContext): Diagnostic[] {
  if (!actions) return []
  const found = actions.find((candidate) => candidate.type === action)
  if (!found) return [diagnose(flowMessages, 'flow.action.unknown', `${path}/action`, { action })]
  const at = `${path}/input`
  const parts = Object.entries(input).flatMap(([name, value]) => {
    const setting = Object.hasOwn(found.input, name) ? found.input[name] : undefined
    if (setting?.editor === 'assignees') return checkAssignees(value, at + pointer(name), scope)
    return checkPlaceholders(value, setting?.fills, scope, at + pointer(name))
  })
  return [...checkConfig(found.input, input, at), ...parts]
}
