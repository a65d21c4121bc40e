import type { EntityRights } from '@tangram/access'
import {
  type Attribute,
  type DataRecord,
  type Entity,
  type Id,
  idTypeOf,
  type JsonValue,
  labelKey,
  maskText,
  type RecordValues,
  type ValueType,
} from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { encryptedFields, openValues } from '../encryption/encrypted-fields.ts'
import { type CellSight, clearCells, shownCells, writableCells } from './cell-sight.ts'
import { attributeOf, columnOf, recordColumns } from './entity-columns.ts'
import { referenceCell } from './record-ids.ts'
import { type RowsFrom, rowsOfRecord } from './rows-from.ts'
import { rowsEntity, storedAttributes } from './rows-table.ts'
import { isAllowed, type Source, type SourceQuestion, sourceOf } from './source.ts'

/** What a statement returns of each record, and how a row of it becomes a DataRecord. */
export type Projection = {
  /** Columns over the alias, ready for a select list. */
  columns: RawBuilder<unknown>
  /** How many columns that are; what a statement selects beside them follows. */
  width: number
  /** Makes records of rows and adds the names of people and teams. */
  decodeAll(context: Pick<Context, 'labels'>, rows: readonly Row[]): Promise<DataRecord[]>
}

/** The cells of a row, in the order of the projection's columns. */
export type Row = readonly JsonValue[]

const labelPrefix = 'label$'

/**
 * Visible attributes of a source over an alias; those selected, when a selection is given. Titles of referenced records come
 * along, read through the source of their own entity; names of people and teams are added from memory.
 */
export function projectionOf(
  question: SourceQuestion,
  source: Source,
  alias: string,
  select?: readonly Id[],
  rows?: ReadonlyMap<Id, RowsFrom>,
): Projection {
  const wanted = select ? new Set(select) : undefined
  const attributes = source.attributes.filter(({ id }) => !wanted || wanted.has(id))
  const references = attributes.flatMap((attribute) => {
    const target = referencedEntity(question, attribute)
    return target ? [{ attribute, target }] : []
  })
  const labels = references.flatMap(({ attribute, target }) => {
    const label = target.system ? undefined : titleOf(question, target, attribute, sql`${sql.ref(`${alias}.${attribute.id}`)}`)
    return label ? [{ attribute, label }] : []
  })
  const inRows = attributes.flatMap((attribute) => rowLabels(question, source.entity, attribute, alias, rows?.get(attribute.id)))
  const sights = ([all, rule]: readonly [CellSight[], 'hidden' | 'readOnly' | 'masked']) =>
    all.flatMap(({ column, fields }) => {
      const closes = attributes.flatMap(({ id }) => (fields.has(id) ? [id] : []))
      return closes.length > 0 ? [{ rule, closes, cell: sql.ref(`${alias}.${column}`) }] : []
    })
  const closing = (
    [
      [shownCells(source.rights), 'hidden'],
      [writableCells(source.rights), 'readOnly'],
      [clearCells(source.rights), 'masked'],
    ] as const
  ).flatMap(sights)
  const head = [...recordColumns, ...(question.deleted ? ['deleted_at'] : [])]
  const columns = [
    ...head.map((id) => referenceCell(id === 'id' ? idTypeOf(source.entity) : undefined, sql`${sql.ref(`${alias}.${id}`)}`)),
    ...attributes.map(({ id, valueType }) => referenceCell(valueType, sql`${sql.ref(`${alias}.${id}`)}`)),
    ...labels.map(({ attribute, label }) => sql`${label} as ${sql.id(labelPrefix + attribute.id)}`),
    ...inRows.map(({ subform, column, label }) => sql`${label} as ${sql.id(`${labelPrefix}${subform}.${column}`)}`),
    ...closing.map(({ cell }) => cell),
  ]
  const ids = attributes.map(({ id }) => id)
  const sealed = encryptedFields({ order: ids, attributes: source.entity.attributes })
  const labelled = labels.map(({ attribute }) => attribute)
  const named: (readonly Id[])[] = [
    ...references.filter(({ target }) => target.system).map(({ attribute }) => [attribute.id]),
    ...attributes.flatMap((attribute) => rowNames(question, attribute)),
  ]

  const decode = (row: Row): DataRecord => {
    const values: RecordValues = {}
    let at = head.length
    for (const id of ids) values[id] = row[at++] ?? null
    const [id, version, createdAt, createdBy, updatedAt, updatedBy, deletedAt] = row as DataRecordCells
    // Rows of a linked table know neither.
    const record: DataRecord = { id, version, createdAt: createdAt ?? '', createdBy, updatedAt: updatedAt ?? '', updatedBy, values }
    if (question.deleted) record.deletedAt = deletedAt
    for (const { id, valueType } of labelled) addLabels(record, valueType, row[at++], values[id])
    for (const { valueType } of inRows) addLabels(record, valueType, row[at++])
    for (const { rule, closes } of closing) {
      if (row[at++] === true) continue
      const closed = rule === 'masked' ? closes.filter((field) => !record.hidden?.includes(field)) : closes
      if (closed.length > 0) record[rule] = [...(record[rule] ?? []), ...closed]
    }
    return record
  }

  return {
    columns: sql.join(columns),
    width: columns.length,
    decodeAll: async (context, rows) => {
      const records = rows.map(decode)
      await openValues(question.app, source.entity, sealed, records)
      for (const record of records) maskOpened(record, sealed, source.rights)
      if (question.principal.kind === 'link' && question.principal.purpose !== 'embed') return records
      const people = records.map((record) => peopleIn(record, named))
      const missing = people.flatMap((ids) => ids.filter((id) => context.labels.known(id) === undefined))
      const names: { [id: string]: string } = {}
      if (missing.length > 0) await context.labels.collect(missing, names)
      // In the order of the record, whoever was known before.
      for (const [i, record] of records.entries()) addNames(record, people[i] ?? [], (id) => context.labels.known(id) ?? names[id])
      return records
    },
  }
}

/** What was sealed is masked only now that it is open; anything else comes masked from the database. */
function maskOpened({ masked = [], values }: DataRecord, sealed: readonly Id[], rights: EntityRights): void {
  for (const field of sealed) {
    const [mask, value] = [rights.masked.get(field)?.mask, values[field]]
    if (mask && masked.includes(field) && typeof value === 'string') values[field] = maskText(mask, value)
  }
}

type DataRecordCells = readonly [string, number, string | null, string | null, string | null, string | null, string | null]

/** Adds a title of what `value` refers to, or titles by id. */
function addLabels(record: DataRecord, type: ValueType, found: JsonValue | undefined, value?: JsonValue): void {
  if (found === null || found === undefined || type.kind !== 'reference') return
  record.labels ??= {}
  if (typeof found === 'string') record.labels[labelKey(type, value as string)] = found
  else if (!type.key) Object.assign(record.labels, found)
  else for (const [id, label] of Object.entries(found)) record.labels[labelKey(type, id)] = label
}

/** Adds the names of the people and teams a record speaks of. */
function addNames(record: DataRecord, ids: readonly string[], nameOf: (id: string) => string | undefined): void {
  for (const id of ids) {
    const name = nameOf(id)
    if (name === undefined) continue
    record.labels ??= {}
    record.labels[id] = name
  }
}

/** Ids of the people and teams a record speaks of. */
function peopleIn(record: DataRecord, paths: readonly (readonly Id[])[]): string[] {
  const found: string[] = []
  if (record.createdBy !== null) found.push(record.createdBy)
  if (record.updatedBy !== null && record.updatedBy !== record.createdBy) found.push(record.updatedBy)
  for (const [id = '', column] of paths) {
    const value = record.values[id]
    if (column === undefined) addTexts(value, found)
    else if (Array.isArray(value)) for (const row of value) addTexts((row as RecordValues)[column], found)
  }
  return found
}

function addTexts(value: JsonValue | undefined, into: string[]): void {
  if (typeof value === 'string') into.push(value)
  else if (Array.isArray(value)) for (const each of value) if (typeof each === 'string') into.push(each)
}

function referencedEntity({ app }: SourceQuestion, attribute: Attribute): Entity | undefined {
  return attribute.valueType.kind === 'reference' ? app.resolved.entity(attribute.valueType.to) : undefined
}

/** Columns of a sub-form that name people and teams. */
function rowNames(question: SourceQuestion, { id, rows }: Attribute): Id[][] {
  return Object.values(rows?.attributes ?? {}).flatMap((column) => (referencedEntity(question, column)?.system ? [[id, column.id]] : []))
}

/** Titles by id of the records that the rows of a sub-form name, column by column. */
function rowLabels(question: SourceQuestion, entity: Entity, subform: Attribute, alias: string, given?: RowsFrom) {
  if (!subform.rows) return []
  const table = rowsEntity(entity, subform)
  const rows = given ?? rowsOfRecord(question.app, entity, subform, sql.ref(`${alias}.id`))
  return storedAttributes(table).flatMap((column) => {
    const target = referencedEntity(question, column)
    const titles = target && !target.system ? titlesIn(question, target) : undefined
    if (!titles) return []
    const cell = sql.ref(`r.${columnOf(question.app, table, column.id)}`)
    const isMany = column.valueType.kind === 'reference' && column.valueType.many
    const ids = sql`select ${isMany ? sql`unnest(${cell})` : cell} from ${rows.from} where ${rows.where}`
    const label = sql`(select jsonb_object_agg(x.id, ${titles.title}) from ${titles.query} as x where x.id in (${ids}) and ${titles.title} is not null)`
    return [{ subform: subform.id, column: column.id, valueType: column.valueType, label }]
  })
}

/** Titles of an entity's records, as far as the principal sees them; undefined when they see none. */
function titlesIn(question: SourceQuestion, target: Entity): { query: RawBuilder<unknown>; title: RawBuilder<unknown> } | undefined {
  if (!isAllowed(question.app, target)) return undefined
  const source = sourceOf({ ...question, deleted: false, entity: target.id, only: new Set([target.title]) })
  if (source.rights.read === false || source.rights.hidden.has(target.title) || !attributeOf(target, target.title)) return undefined
  return { query: source.query, title: sql`x.${sql.id(target.title)}::text` }
}

/** The title of the referenced record, or an object of titles by id when there are several; undefined when the principal sees none. */
function titleOf(
  question: SourceQuestion,
  target: Entity,
  attribute: Attribute,
  value: RawBuilder<unknown>,
): RawBuilder<unknown> | undefined {
  const titles = titlesIn(question, target)
  if (!titles) return undefined
  const many = attribute.valueType.kind === 'reference' && attribute.valueType.many
  return many
    ? sql`(select jsonb_object_agg(x.id, ${titles.title}) from ${titles.query} as x where x.id = any(${value}) and ${titles.title} is not null)`
    : sql`(select ${titles.title} from ${titles.query} as x where x.id = ${value})`
}
