import { type JsonObject, withDefaults } from '@tangram/data-model'
import type { ActionContext, ActionResult, ActionType } from './action-type.ts'
import type { Capabilities } from './capabilities.ts'
import { fail } from './errors.ts'

/**
 * Runs one action with the capabilities it names and no others.
 *
 * @throws action.unknown when no such action is installed, and whatever a capability throws; the job is then tried again
 */
export async function performAction(
  actions: readonly ActionType[],
  type: string,
  input: JsonObject,
  capabilities: Capabilities,
  context: ActionContext,
): Promise<ActionResult> {
  const action = actions.find((candidate) => candidate.type === type)
  if (!action) throw fail('action.unknown', { action: type })
  const lent = Object.fromEntries(action.uses.map((name) => [name, capabilities[name]])) as Capabilities
  return action.run(withDefaults(action.input, input), lent, context)
}
