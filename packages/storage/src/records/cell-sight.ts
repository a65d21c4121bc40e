import type { Condition, EntityRights } from '@tangram/access'
import type { Id } from '@tangram/data-model'

/** Fields that share one condition, and the column of a source that says whether a record meets it. */
export type CellSight = { column: string; condition: Condition; fields: ReadonlySet<Id> }

/** Which fields not every record shows. */
export function shownCells({ shownWhere }: EntityRights): CellSight[] {
  return grouped(shownWhere, 'shown')
}

/** Which fields some records, or all, show masked: the condition is that of showing them whole. */
export function clearCells({ masked }: EntityRights): CellSight[] {
  return grouped(new Map([...masked].map(([field, { clearWhere }]) => [field, clearWhere])), 'clear')
}

/** Which fields not every record lets the principal change. */
export function writableCells({ writableWhere }: EntityRights): CellSight[] {
  return grouped(writableWhere, 'open')
}

/** Ten fields are seldom under more than two or three conditions: each is asked once a row. */
function grouped(rule: ReadonlyMap<Id, Condition>, name: string): CellSight[] {
  const groups = Map.groupBy(rule, ([, condition]) => JSON.stringify(condition))
  return [...groups.values()].map((entries, index) => ({
    column: `${name}$${index}`,
    condition: entries[0]?.[1] ?? false,
    fields: new Set(entries.map(([field]) => field)),
  }))
}
