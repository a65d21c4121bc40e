import {
  type Attribute,
  type Collection,
  type Entity,
  type FieldDocument,
  type Id,
  inOrder,
  isEncrypted,
  itemOf,
} from '@tangram/data-model'
import { type ColumnMap, type LoadedApp, loadedApp } from '../apps/loaded-app.ts'
import type { Context } from '../context.ts'
import { remembered } from '../memo.ts'
import { attributeOf, columnOf } from './entity-columns.ts'
import { rowsEntity, subformsOf, tablesOf } from './rows-table.ts'

/**
 * The app that a form is handed in to: the published one; for a form that was opened from an earlier version, the published one together
 * with the retired columns of that version, so that all that was typed has a place.
 *
 * @throws storage.version.unknown 404
 */
export async function openedApp(context: Context, published: LoadedApp, version: number | undefined): Promise<LoadedApp> {
  if (version === undefined || version === published.version) return published
  const then = await context.apps.version(published.id, version)
  if (then.version < published.version) return withRetired(context, published, then)
  // Another process has published it and we have not heard of it yet.
  context.apps.forget(published.id)
  return openedApp(context, await context.apps.current(published.id), version)
}

const maxOpened = 20
const known = new WeakMap<LoadedApp, Map<number, LoadedApp>>()

function withRetired(context: Context, now: LoadedApp, then: LoadedApp): LoadedApp {
  const ofNow = remembered(known, now, () => new Map<number, LoadedApp>())
  return remembered(ofNow, then.version, () => {
    if (ofNow.size >= maxOpened) ofNow.delete(ofNow.keys().next().value as number)
    return joined(context, now, then)
  })
}

function joined({ options }: Context, now: LoadedApp, then: LoadedApp): LoadedApp {
  let { entities } = now.document
  const columns: ColumnMap = { ...now.columns }
  const retired: { [entity: Id]: ReadonlyMap<Id, Id> } = {}
  for (const earlier of inOrder(then.document.entities)) {
    const current = itemOf(entities, earlier.id)
    const [entityThen, entityNow] = [then.resolved.entity(earlier.id), now.resolved.entity(earlier.id)]
    if (!entityThen) continue
    if (!current || !entityNow) {
      entities = withItem(entities, earlier)
      for (const { entity } of tablesOf(entityThen)) columns[entity.id] = then.columns[entity.id] ?? {}
      continue
    }
    const tables = { then: { app: then, entity: entityThen }, now: { app: now, entity: entityNow } }
    const joinedTable = withRetiredFields(tables, earlier.fields, current.fields, columns, retired)
    let { fields } = joinedTable
    for (const subform of subformsOf(entityThen)) {
      const rows = rowsEntity(entityThen, subform)
      const subformNow = attributeOf(entityNow, subform.id)
      const [field, fieldNow] = [itemOf(earlier.fields, subform.id), itemOf(fields, subform.id)]
      if (!field?.fields) continue
      if (!subformNow?.rows || !fieldNow?.fields) columns[rows.id] = then.columns[rows.id] ?? {}
      else {
        const ofRows = { then: { app: then, entity: rows }, now: { app: now, entity: rowsEntity(entityNow, subformNow) } }
        const joinedRows = withRetiredFields(ofRows, field.fields, fieldNow.fields, columns, retired)
        fields = withItem(fields, { ...fieldNow, fields: joinedRows.fields })
      }
    }
    entities = withItem(entities, { ...current, fields })
  }
  const app = loadedApp({ app: now.id, version: now.version, document: { ...now.document, entities }, columns }, options)
  return { ...app, ...(now.vault ? { vault: now.vault } : {}), opened: { then, now, retired, zone: options.zone } }
}

type Table = { app: LoadedApp; entity: Entity }

/** The fields of a table with those of then whose column is retired; notes where these lie. */
function withRetiredFields(
  tables: { then: Table; now: Table },
  earlier: Collection<FieldDocument>,
  current: Collection<FieldDocument>,
  columns: ColumnMap,
  retired: { [entity: Id]: ReadonlyMap<Id, Id> },
): { fields: Collection<FieldDocument> } {
  const { then, now } = tables
  const places = retiredPlaces(then, now)
  const names = { ...now.app.columns[now.entity.id] }
  let fields = current
  for (const [id, place] of places) {
    const field = itemOf(earlier, id)
    if (field) fields = withItem(fields, { ...field, id: place })
    names[place] = columnOf(then.app, then.entity, id)
  }
  retired[now.entity.id] = places
  columns[now.entity.id] = names
  return { fields }
}

/** Fields people type into whose column is retired: one that is gone keeps its name, one of another type has that of its version. */
function retiredPlaces(then: Table, now: Table): Map<Id, Id> {
  const places = new Map<Id, Id>()
  for (const id of then.entity.order) {
    const attribute = attributeOf(then.entity, id)
    if (!attribute || attribute.serial || attribute.computed !== undefined) continue
    if (!attributeOf(now.entity, id)) places.set(id, id)
    else if (hasMoved(then, now, attribute)) places.set(id, `${id}@${then.app.version}`)
  }
  return places
}

/** Rows lie in their table, whatever their columns; everything else in its column. */
function hasMoved(then: Table, now: Table, { id, rows }: Attribute): boolean {
  const wasRows = rows !== undefined
  const isRows = attributeOf(now.entity, id)?.rows !== undefined
  // What is encrypted goes to its place of now, so that no retired column holds it readable.
  if (isEncrypted(attributeOf(then.entity, id)?.valueType) || isEncrypted(attributeOf(now.entity, id)?.valueType)) return false
  if (wasRows || isRows) return wasRows !== isRows
  return columnOf(then.app, then.entity, id) !== columnOf(now.app, now.entity, id)
}

function withItem<T extends { id: Id }>({ order, items }: Collection<T>, item: T): Collection<T> {
  return { order: order.includes(item.id) ? order : [...order, item.id], items: { ...items, [item.id]: item } }
}
