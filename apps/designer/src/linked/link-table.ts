import { type AppDocument, type Command, fieldTypeOf, type UsedIds, type ViewDocument } from '@tangram/app-model'
import { type EntityDocument, type FieldDocument, type Id, inOrder, type LocalizedText, textIn } from '@tangram/data-model'
import type { LinkableDetail } from '@tangram/ui'
import { idFrom } from '../form/new-element.ts'
import { relatedTable } from './related-table.ts'

/** What somebody chose of a table that the database has. */
export type LinkChoice = {
  label: LocalizedText
  /** Source columns that become fields. */
  columns: readonly string[]
  /** What they are called where that is not what was proposed. */
  labels: { readonly [column: string]: LocalizedText }
  /** Source columns whose values together name a row. */
  key: readonly string[]
  /** Source column whose value names a record to people. */
  title: string
  /** IANA zone of times that the table keeps without one. */
  zone?: string
}

/** How many fields a list of a linked table begins with. */
const listed = 8

/**
 * Links a table: the entity with its chosen columns, a list of it, and for every role the right to see it; those that design may export too.
 * A column that refers to a table linked here already becomes a relation to it.
 */
export function linkTable(
  document: AppDocument,
  usedIds: UsedIds,
  source: LinkableDetail,
  choice: LinkChoice,
): { entity: EntityDocument; view: Id; command: Command } {
  const isTaken = (id: Id) => Object.hasOwn(document.entities.items, id) || Object.hasOwn(usedIds, id)
  const proposed = source.entity
  const id = isTaken(proposed.id) ? idFrom(textIn(choice.label, 'zh-CN') || proposed.id, isTaken) : proposed.id
  const fields = inOrder(proposed.fields).flatMap((field) => {
    const column = field.column ?? ''
    if (!choice.columns.includes(column)) return []
    return [fieldOf(document, source, choice.labels[column] ? { ...field, label: choice.labels[column] } : field)]
  })
  const entity: EntityDocument = {
    id,
    label: choice.label,
    ...(proposed.icon ? { icon: proposed.icon } : {}),
    title: (fields.find(({ column }) => column === choice.title) ?? fields[0])?.id ?? '',
    fields: { order: fields.map((field) => field.id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
    linked: { schema: '', table: '', types: {}, ...proposed.linked, key: [...choice.key], ...(choice.zone ? { zone: choice.zone } : {}) },
  }
  const view: ViewDocument = {
    id: idFrom(id, (candidate) => Object.hasOwn(document.views.items, candidate)),
    label: choice.label,
    entity: id,
    columns: entity.fields.order.slice(0, listed),
  }
  const commands: Command[] = [
    { type: 'add', collection: '/entities', item: entity },
    { type: 'add', collection: '/views', item: view },
    ...inOrder(document.access.roles).map(
      (role): Command => ({
        type: 'set',
        path: `/access/roles/items/${role.id}/grants/${id}`,
        value: { read: true, ...(role.designs ? { export: true } : {}) },
      }),
    ),
  ]
  return { entity, view: view.id, command: { type: 'batch', commands } }
}

/** The field of a column as the app can use it: a relation where what it refers to is linked here. */
export function fieldOf(document: AppDocument, source: LinkableDetail, field: FieldDocument): FieldDocument {
  const column = source.columns.find((each) => each.column === field.column)
  const target = relatedTable(document, column?.references ?? null)
  if (target) return asRelation(field, target.id)
  // The server knows the draft as it was saved: a table that was taken away since then is none to lead to.
  const plain = field.type === 'relation' && column ? fieldTypeOf({ type: column.type, options: null, references: null }, []) : undefined
  return plain ? { ...field, ...plain } : field
}

/** The field as a relation to another table, by the value it holds. */
export function asRelation({ id, label, help, column }: FieldDocument, entity: Id): FieldDocument {
  return {
    id,
    type: 'relation',
    label,
    config: { entity, many: false },
    ...(help ? { help } : {}),
    ...(column === undefined ? {} : { column }),
  }
}

/** The entity that this table of the database is linked as already. */
export function linkedAs(document: AppDocument, source: { schema: string; table: string }): EntityDocument | undefined {
  return inOrder(document.entities).find(({ linked }) => linked?.schema === source.schema && linked.table === source.table)
}
