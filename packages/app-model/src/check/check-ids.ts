import { type Collection, type Diagnostic, diagnose, type Id, pointer, reservedFieldIds, systemEntities } from '@tangram/data-model'
import { type Part, parts } from '../app-parts.ts'
import type { AppDocument } from '../document.ts'
import { shapeMessages } from '../messages.ts'

/** Every id is its own key, not taken by the system, and in its order exactly once. */
export function checkIds(app: AppDocument): Diagnostic[] {
  const reserved = isReservedApp(app.id) ? [diagnose(shapeMessages, 'app.id.reserved', '/id', { id: app.id })] : []
  return [...reserved, ...parts.flatMap((part) => checkPart(part, app, ''))]
}

/** Schemas of PostgreSQL and of Tangram itself, beside which an app's schema stands. */
const isReservedApp = (id: Id): boolean => id === 'tangram' || id === 'public' || id === 'information_schema' || id.startsWith('pg_')

/** Columns that PostgreSQL gives every table. */
const systemColumns = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']

const reservedIds: { [part: string]: ReadonlySet<Id> } = {
  entity: new Set(systemEntities),
  field: new Set([...reservedFieldIds, ...systemColumns]),
}

type Item = { id: Id }

function checkPart(part: Part, holder: object, path: string): Diagnostic[] {
  let collection: unknown = holder
  for (const key of part.at) collection = (collection as { [key: string]: unknown } | undefined)?.[key]
  // Only a sub-form has columns; an app may do without calendars.
  if (collection === undefined) return []
  const { order, items } = collection as Collection<Item>
  const at = path + pointer(...part.at)
  const found: Diagnostic[] = []
  const seen = new Set<Id>()
  for (const [index, id] of order.entries()) {
    if (part.orderElsewhere) break
    const place = at + pointer('order', index)
    if (!Object.hasOwn(items, id)) found.push(diagnose(shapeMessages, 'app.order.unknown', place, { id }))
    else if (seen.has(id)) found.push(diagnose(shapeMessages, 'app.order.twice', place, { id }))
    seen.add(id)
  }
  for (const [key, item] of Object.entries(items)) {
    const place = at + pointer('items', key)
    if (item.id !== key) found.push(diagnose(shapeMessages, 'app.id.differs', `${place}/id`, { key, id: item.id }))
    if (reservedIds[part.name]?.has(key)) found.push(diagnose(shapeMessages, 'app.id.reserved', `${place}/id`, { id: key }))
    if (!seen.has(key) && !part.orderElsewhere) found.push(diagnose(shapeMessages, 'app.order.missing', place, { id: key }))
    for (const child of part.inner ?? []) found.push(...checkPart(child, item, place))
  }
  return found
}
