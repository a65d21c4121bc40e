import { type EntityDocument, type FieldDocument, type Id, inOrder } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf, type InferredTable } from '@tangram/form-engine'

/** Which field each column of the file goes into, by column; columns without one are not imported. */
export type ColumnMatch = { [column: number]: Id }

/** The fields that an import may fill in: those that a cell can say. A number that the server gave finds its record again. */
export function fieldsToFill(entity: EntityDocument, registry: FieldRegistry, readOnly: readonly Id[]): FieldDocument[] {
  return inOrder(entity.fields).filter(({ id, type, computed }) => {
    const known = fieldTypeOf(registry, type)
    return known !== undefined && computed === undefined && !known.holds && !readOnly.includes(id)
  })
}

/** Columns that are headed like a field, in either language or by its id. */
export function matchByHeading(table: InferredTable, fields: readonly FieldDocument[]): ColumnMatch {
  const match: ColumnMatch = {}
  const taken = new Set<Id>()
  for (const { column, header } of table.columns) {
    const heading = plain(header)
    const found = fields.find(({ id, label }) => !taken.has(id) && [id, ...Object.values(label)].some((name) => plain(name) === heading))
    if (!found) continue
    taken.add(found.id)
    match[column] = found.id
  }
  return match
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
