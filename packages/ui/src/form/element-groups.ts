import type { Id } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'

/** From so many elements on a form is drawn in groups. */
const manyElements = 100
const groupSize = 40
const columns = 12

/**
 * Elements beside each other in groups that end where a row of the grid ends; one group when there are few.
 *
 * What is out of sight need neither be laid out nor painted, and React looks at all the neighbours of what has changed: with groups a key
 * costs the same in a form of any length.
 */
export function elementGroups(ids: readonly Id[], items: FormDocument['elements']['items']): (readonly Id[])[] {
  if (ids.length <= manyElements) return [ids]
  const groups: Id[][] = []
  let group: Id[] = []
  let column = 0
  for (const id of ids) {
    const element = items[id]
    const span = (element && 'span' in element && element.span) || columns
    // What does not fit into the row any more begins the next one.
    const beginsRow = column === 0 || column + span > columns
    if (beginsRow && group.length >= groupSize) {
      groups.push(group)
      group = []
    }
    column = ((beginsRow ? 0 : column) + span) % columns
    group.push(id)
  }
  groups.push(group)
  return groups
}
