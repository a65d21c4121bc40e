import type { JsonObject } from '@tangram/data-model'
import { isAssignees } from './check-assignees.ts'
import { resolveInput } from './evaluate.ts'
import { membersOf } from './people-meant.ts'
import type { Run } from './run.ts'
import type { ElementInstance } from './state.ts'

/**
 * The input of an action, ready to run: expressions have their values, texts are filled in, and who is meant has a name — only the
 * process knows its initiator, its variables and who completed a step before.
 */
export function actionInput(run: Run, element: ElementInstance, action: string, input: JsonObject): JsonObject {
  const schema = run.process.actions[action]
  const node = run.process.nodes[element.node]
  const resolved = resolveInput(run, schema, input)
  for (const [name, setting] of Object.entries(schema ?? {})) {
    const who = Object.hasOwn(input, name) ? input[name] : undefined
    if (setting.editor !== 'assignees' || !node || !isAssignees(who)) continue
    resolved[name] = { kind: 'people', people: membersOf(run, node, who).people }
  }
  return resolved
}
