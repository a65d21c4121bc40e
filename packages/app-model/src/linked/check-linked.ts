import {
  type Attribute,
  type Diagnostic,
  diagnose,
  type EntityDocument,
  type FieldDocument,
  inOrder,
  type LinkedTable,
  pointer,
} from '@tangram/data-model'
import type { CheckContext } from '../check/context.ts'
import { linkedMessages } from './messages.ts'
import { canShow, sourceKind } from './source-type.ts'

/** A linked table has a key, and fields that show its columns; nothing about it is written. */
export function checkLinked(document: EntityDocument, { resolved }: CheckContext): Diagnostic[] {
  const fields = inOrder(document.fields)
  const { linked } = document
  if (!linked) {
    return fields.flatMap(({ id, label, column }) =>
      column === undefined
        ? []
        : [diagnose(linkedMessages, 'app.linked.not-linked', pointer('fields', 'items', id, 'column'), { field: label })],
    )
  }
  const attributes = resolved.ownEntities.find(({ id }) => id === document.id)?.attributes ?? {}
  return [
    ...checkKey(document, linked),
    ...fields.flatMap((field) => checkColumn(field, attributes[field.id], document, linked)),
    ...(['unique', 'indexes', 'shared'] as const).flatMap((property) => {
      const found = document[property]
      return found && (found === true || found.length > 0) ? [onlyRead(document, pointer(property))] : []
    }),
  ]
}

export function onlyRead(entity: Pick<EntityDocument, 'label'>, path: string): Diagnostic {
  return diagnose(linkedMessages, 'app.linked.read-only', path, { entity: entity.label })
}

/** What begins with a change of a record, or makes one, does not work on a linked table: nobody tells that its rows change. */
export function onlyReadable({ label, linked }: EntityDocument, path: string): Diagnostic[] {
  return linked ? [diagnose(linkedMessages, 'app.linked.unsuitable', path, { entity: label })] : []
}

/** As people write it: `erp.orders`. */
export const nameOfTable = ({ schema, table }: Pick<LinkedTable, 'schema' | 'table'>): string => `${schema}.${table}`

function checkKey({ label }: EntityDocument, linked: LinkedTable): Diagnostic[] {
  if (linked.key.length === 0) return [diagnose(linkedMessages, 'app.linked.no-key', '/linked/key', { entity: label })]
  return linked.key.flatMap((column, index) =>
    Object.hasOwn(linked.types, column) ? [] : [unknownColumn(linked, column, pointer('linked', 'key', index))],
  )
}

function checkColumn(field: FieldDocument, attribute: Attribute | undefined, document: EntityDocument, linked: LinkedTable): Diagnostic[] {
  const at = pointer('fields', 'items', field.id)
  const written = (['required', 'unique', 'default', 'computed', 'fields'] as const).filter(
    (each) => field[each] !== undefined && field[each] !== false,
  )
  if (written.length > 0) return written.map((property) => onlyRead(document, at + pointer(property)))
  if (!attribute) return []
  if (attribute.virtual) return []
  if (attribute.computed !== undefined || attribute.rows || attribute.serial) return [onlyRead(document, `${at}/type`)]
  const { column = '' } = field
  const type = Object.hasOwn(linked.types, column) ? linked.types[column] : undefined
  if (type === undefined) return [unknownColumn(linked, column, `${at}/column`)]
  const isEnum = attribute.options !== undefined && sourceKind(type) === 'other'
  if (canShow(attribute.valueType, sourceKind(type, isEnum))) return []
  return [diagnose(linkedMessages, 'app.linked.type', `${at}/type`, { field: field.label, column, type })]
}

const unknownColumn = (linked: LinkedTable, column: string, path: string): Diagnostic =>
  diagnose(linkedMessages, 'app.linked.no-column', path, { table: nameOfTable(linked), column })
