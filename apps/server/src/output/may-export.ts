import { type PersonPrincipal, rightsOn } from '@tangram/access'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import type { PublishedApp } from '@tangram/storage'

/** Whether a reader may take the figures of a report out: as the records of its table; of a dataset, as those of any table. */
export function mayExport({ document, resolved }: PublishedApp, principal: PersonPrincipal, report: Id): boolean {
  const from = itemOf(document.reports, report)?.from
  const tables = from !== undefined && itemOf(document.entities, from) ? [from] : inOrder(document.entities).map(({ id }) => id)
  return tables.some((id) => {
    const entity = resolved.entity(id)
    return entity !== undefined && rightsOn(document.access, principal, entity).export
  })
}
