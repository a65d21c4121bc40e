import type { Attribute, DataRecord, Entity, Id, JsonValue, RecordValues } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { attributeOf, recordColumns } from './entity-columns.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'

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
export function projectionOf(question: SourceQuestion, source: Source, alias: string, select?: readonly Id[]): Projection {
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
  const head = [...recordColumns, ...(question.deleted ? ['deleted_at'] : [])]
  const columns = [
    ...[...head, ...attributes.map(({ id }) => id)].map((id) => sql.ref(`${alias}.${id}`)),
    ...labels.map(({ attribute, label }) => sql`${label} as ${sql.id(labelPrefix + attribute.id)}`),
  ]
  const ids = attributes.map(({ id }) => id)
  const labelled = labels.map(({ attribute }) => attribute.id)
  const named = references.filter(({ target }) => target.system).map(({ attribute }) => attribute.id)

  const decode = (row: Row): DataRecord => {
    const values: RecordValues = {}
    let at = head.length
    for (const id of ids) values[id] = row[at++] ?? null
    const [id, version, createdAt, createdBy, updatedAt, updatedBy, deletedAt] = row as DataRecordCells
    const record: DataRecord = { id, version, createdAt, createdBy, updatedAt, updatedBy, values }
    if (question.deleted) record.deletedAt = deletedAt
    for (const id of labelled) {
      const label = row[at++]
      if (label === null || label === undefined) continue
      record.labels ??= {}
      if (typeof label === 'string') record.labels[values[id] as string] = label
      else Object.assign(record.labels, label)
    }
    return record
  }

  return {
    columns: sql.join(columns),
    width: columns.length,
    decodeAll: async (context, rows) => {
      const records = rows.map(decode)
      if (question.principal.kind === 'link') return records
      const missing: string[] = []
      for (const record of records) addNames(record, named, context.labels.known, missing)
      if (missing.length === 0) return records
      const names: { [id: string]: string } = {}
      await context.labels.collect(missing, names)
      for (const record of records) addNames(record, named, (id) => names[id], [])
      return records
    },
  }
}

type DataRecordCells = readonly [string, number, string, string | null, string, string | null, string | null]

/** Adds the names of the people and teams a record speaks of; ids without one go to `missing`. */
function addNames(record: DataRecord, attributes: readonly Id[], nameOf: (id: string) => string | undefined, missing: string[]): void {
  const add = (id: JsonValue | undefined) => {
    if (typeof id !== 'string') return
    const name = nameOf(id)
    if (name === undefined) {
      missing.push(id)
      return
    }
    record.labels ??= {}
    record.labels[id] = name
  }
  add(record.createdBy)
  add(record.updatedBy)
  for (const id of attributes) {
    const value = record.values[id]
    if (Array.isArray(value)) value.forEach(add)
    else add(value)
  }
}

function referencedEntity({ app }: SourceQuestion, attribute: Attribute): Entity | undefined {
  return attribute.valueType.kind === 'reference' ? app.resolved.entity(attribute.valueType.to) : undefined
}

/** The title of the referenced record, or an object of titles by id when there are several; undefined when the principal sees none. */
function titleOf(
  question: SourceQuestion,
  target: Entity,
  attribute: Attribute,
  value: RawBuilder<unknown>,
): RawBuilder<unknown> | undefined {
  const source = sourceOf({ ...question, deleted: false, entity: target.id })
  if (source.rights.read === false || source.rights.hidden.has(target.title) || !attributeOf(target, target.title)) return undefined
  const title = sql`x.${sql.id(target.title)}::text`
  const many = attribute.valueType.kind === 'reference' && attribute.valueType.many
  return many
    ? sql`(select jsonb_object_agg(x.id, ${title}) from ${source.query} as x where x.id = any(${value}))`
    : sql`(select ${title} from ${source.query} as x where x.id = ${value})`
}
