import { type EntityDocument, type FieldDocument, type Id, inOrder } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf, type InferredTable } from '@tangram/form-engine'

/** Which field each column of the file goes into, by column: its id, `rows.field` for a column of a sub-form. The others are not imported. */
export type ColumnMatch = { [column: number]: string }

/** The fields that an import may fill in: those that a cell can say. A number that the server gave finds its record again. */
export function fieldsToFill(entity: EntityDocument, registry: FieldRegistry, readOnly: readonly Id[]): FieldDocument[] {
  return inOrder(entity.fields).filter(
    (field) => !readOnly.includes(field.id) && fieldTypeOf(registry, field.type)?.columns === undefined && isFillable(field, registry),
  )
}

/** The sub-forms that an import may fill in, with their columns that a cell can say. */
export function rowsToFill(entity: EntityDocument, registry: FieldRegistry, readOnly: readonly Id[]): RowsToFill[] {
  return inOrder(entity.fields).flatMap((field) => {
    if (!fieldTypeOf(registry, field.type)?.columns || readOnly.includes(field.id)) return []
    return [{ field, columns: inOrder(field.fields).filter((column) => isFillable(column, registry)) }]
  })
}

export type RowsToFill = { field: FieldDocument; columns: FieldDocument[] }

function isFillable({ type, computed }: FieldDocument, registry: FieldRegistry): boolean {
  const known = fieldTypeOf(registry, type)
  return known !== undefined && computed === undefined && !known.holds && !known.shows
}

/** Columns that are headed like a field, in either language or by its id; grouped ones like a column of the sub-form of that name. */
export function matchByHeading(table: InferredTable, fields: readonly FieldDocument[], rows: readonly RowsToFill[]): ColumnMatch {
  const match = matched(table.columns, fields)
  for (const { group, columns } of table.groups ?? []) {
    const found = rows.find(({ field }) => isCalled(field, group)) ?? (rows.length === 1 ? rows[0] : undefined)
    if (found) for (const [column, id] of Object.entries(matched(columns, found.columns))) match[Number(column)] = `${found.field.id}.${id}`
  }
  return match
}

function matched(columns: readonly { column: number; header: string }[], fields: readonly FieldDocument[]): ColumnMatch {
  const match: ColumnMatch = {}
  const taken = new Set<Id>()
  for (const { column, header } of columns) {
    const found = fields.find((field) => !taken.has(field.id) && isCalled(field, header))
    if (!found) continue
    taken.add(found.id)
    match[column] = found.id
  }
  return match
}

const isCalled = ({ id, label }: FieldDocument, heading: string): boolean =>
  [id, ...Object.values(label)].some((name) => plain(name) === plain(heading))

/** The columns of a step as the server takes them. */
export function columnsOf(match: ColumnMatch): { column: number; field: Id; within?: Id }[] {
  return Object.entries(match).map(([column, target]) => {
    const [first = '', second] = target.split('.')
    return second === undefined ? { column: Number(column), field: first } : { column: Number(column), field: second, within: first }
  })
}

/** The match that gives these columns. */
export function matchOf(columns: readonly { column: number; field: Id; within?: Id }[]): ColumnMatch {
  return Object.fromEntries(columns.map(({ column, field, within }) => [column, within === undefined ? field : `${within}.${field}`]))
}

/** The field that best tells records apart: a unique one, else the one records are called by. */
export function likelyKey(entity: EntityDocument, registry: FieldRegistry, match: ColumnMatch): Id | null {
  const used = new Set(Object.values(match))
  const unique = inOrder(entity.fields).find(
    ({ id, type, unique: isUnique }) => (isUnique || fieldTypeOf(registry, type)?.serial) && used.has(id),
  )
  return unique?.id ?? (used.has(entity.title) ? entity.title : null)
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_*（(].*$|[\s_]/g, '')
