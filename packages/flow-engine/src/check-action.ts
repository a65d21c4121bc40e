import { type ConfigSchema, checkConfig, type Diagnostic, diagnose, type JsonObject } from '@tangram/data-model'
import { flowMessages } from './messages.ts'

/** Checks that there is such an action and that its input fits. */
export function checkAction(
  action: string,
  input: JsonObject,
  actions: readonly { type: string; input: ConfigSchema }[] | undefined,
  path: string,
): Diagnostic[] {
  if (!actions) return []
  const found = actions.find((candidate) => candidate.type === action)
  if (!found) return [diagnose(flowMessages, 'flow.action.unknown', `${path}/action`, { action })]
  return checkConfig(found.input, input, `${path}/input`)
}
