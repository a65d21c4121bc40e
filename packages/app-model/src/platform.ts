import { type ActionType, actionTypes } from '@tangram/actions'
import { invariant } from '@tangram/data-model'
import { type NodeType, nodeTypes } from '@tangram/flow-engine'
import { type FieldRegistry, fieldTypes } from '@tangram/form-engine'
import { type ChartType, chartTypes } from '@tangram/report-engine'
import { type TriggerType, triggerTypes } from '@tangram/rule-engine'

/** Everything an app can be built from. A value, passed to whoever needs it: a plug-in is a longer list. */
export type Platform = {
  fields: FieldRegistry
  nodes: readonly NodeType[]
  triggers: readonly TriggerType[]
  actions: readonly ActionType[]
  charts: readonly ChartType[]
}

/**
 * Makes a platform; registries left out are those that ship with Tangram.
 *
 *     createPlatform({ fields: [...fieldTypes, signature] })
 *
 * @throws InvariantError when a registry has one type twice
 */
export function createPlatform(registries: Partial<Platform> = {}): Platform {
  const platform: Platform = {
    fields: fieldTypes,
    nodes: nodeTypes,
    triggers: triggerTypes,
    actions: actionTypes,
    charts: chartTypes,
    ...registries,
  }
  for (const [name, entries] of Object.entries(platform)) {
    const seen = new Set<string>()
    for (const { type } of entries) {
      invariant(!seen.has(type), `the registry of ${name} has “${type}” twice`)
      seen.add(type)
    }
  }
  return platform
}

/** The registries that ship with Tangram. */
export const defaultPlatform: Platform = createPlatform()
