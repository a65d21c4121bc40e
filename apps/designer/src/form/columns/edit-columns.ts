import { type UsedIds, usedBy } from '@tangram/app-model'
import {
  type Collection,
  type FieldDocument,
  type Id,
  type Locale,
  reservedFieldIds,
  reservedRowIds,
  withDefaults,
} from '@tangram/data-model'
import type { FieldElement, FieldType } from '@tangram/form-engine'
import { idFrom } from '../new-element.ts'

export type Columns = Collection<FieldDocument>

/** What a new sub-form begins with. */
export const firstColumns: Columns = {
  order: ['name', 'quantity'],
  items: {
    name: { id: 'name', type: 'text', label: { 'zh-CN': '名称', en: 'Name' } },
    quantity: { id: 'quantity', type: 'number', label: { 'zh-CN': '数量', en: 'Quantity' } },
  },
}

/** Whether a column may be of this type: rows hold no rows, no numbers of records, and nothing that looks elsewhere. */
export function fitsInRow(type: FieldType): boolean {
  return !type.columns && !type.serial && !type.shows
}

/** One column more, at the end, with a label no other has. `used` are the ids any version has ever given in this table. */
export function withColumn(
  columns: Columns,
  type: FieldType,
  about: { entity: Id; field: Id; used: UsedIds },
): { columns: Columns; id: Id } {
  const label = freeLabel(columns, type.label)
  const before = usedBy(about.used, about.entity, about.field)?.columns ?? {}
  const id = idFrom(
    label['zh-CN'],
    (id) => Object.hasOwn(columns.items, id) || Object.hasOwn(before, id) || reservedFieldIds.has(id) || reservedRowIds.has(id),
  )
  const column: FieldDocument = { id, type: type.type, label, config: withDefaults(type.config, {}) }
  return { columns: { order: [...columns.order, id], items: { ...columns.items, [id]: column } }, id }
}

export function withoutColumn(columns: Columns, id: Id): Columns {
  const { [id]: _gone, ...items } = columns.items
  return { order: columns.order.filter((other) => other !== id), items }
}

export function moveColumn(columns: Columns, id: Id, by: -1 | 1): Columns {
  const at = columns.order.indexOf(id)
  const order = columns.order.toSpliced(at, 1).toSpliced(Math.max(0, at + by), 0, id)
  return { ...columns, order }
}

/** What a form says of the columns after they changed: the same of those that are still there, and new ones show. */
export function inStep(shown: Collection<FieldElement>, before: Columns, after: Columns): Collection<FieldElement> {
  const order = after.order.filter((id) => Object.hasOwn(shown.items, id) || !Object.hasOwn(before.items, id))
  return { order, items: Object.fromEntries(order.map((id) => [id, shown.items[id] ?? elementOf(id)])) }
}

/** What a form says of a column; a property set to undefined is gone. */
export function withFacets(
  shown: Collection<FieldElement> | undefined,
  columns: Columns,
  id: Id,
  patch: { [property: string]: unknown },
): Collection<FieldElement> {
  const all = shown ?? inStep({ order: [], items: {} }, { order: [], items: {} }, columns)
  const entries = Object.entries({ ...elementOf(id), ...all.items[id], ...patch }).filter(([, value]) => value !== undefined)
  return { ...all, items: { ...all.items, [id]: Object.fromEntries(entries) as FieldElement } }
}

export const elementOf = (id: Id): FieldElement => ({ id, kind: 'field', field: id })

/** Changes a column; a property set to undefined is gone. */
export function patchColumn(columns: Columns, id: Id, patch: { [property: string]: unknown }): Columns {
  const changed = Object.fromEntries(Object.entries({ ...columns.items[id], ...patch }).filter(([, value]) => value !== undefined))
  return { ...columns, items: { ...columns.items, [id]: changed as FieldDocument } }
}

function freeLabel(columns: Columns, label: { 'zh-CN': string; en: string }): { 'zh-CN': string; en: string } {
  const isTaken = (text: string, locale: Locale) => Object.values(columns.items).some((column) => column.label[locale] === text)
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` ${n}`
    const candidate = { 'zh-CN': label['zh-CN'] + suffix, en: label.en + suffix }
    if (!isTaken(candidate['zh-CN'], 'zh-CN') && !isTaken(candidate.en, 'en')) return candidate
  }
}
