import type { AppDocument } from '@tangram/app-model'
import { type Entity, type Id, inOrder, isJsonObject } from '@tangram/data-model'

/** Fields that some step of a process over the entity hides. */
export function hiddenBySteps(document: Pick<AppDocument, 'processes'>, entity: Entity): ReadonlySet<Id> {
  const nodes = inOrder(document.processes).flatMap((process) => (process.entity === entity.id ? inOrder(process.nodes) : []))
  return new Set(
    nodes.flatMap(({ config: { fields } }) =>
      fields !== undefined && isJsonObject(fields) ? Object.keys(fields).filter((field) => fields[field] === 'hidden') : [],
    ),
  )
}
