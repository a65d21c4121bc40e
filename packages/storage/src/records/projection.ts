import type { Attribute, DataRecord, Entity, Id, JsonValue, RecordValues } from '@tangram/data-model'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import { attributeOf, recordColumns } from './entity-columns.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'

/** What a statement returns of each record, and how a row of it becomes a DataRecord. */
export type Projection = {
  /** Columns over the alias, ready for a select list. */
  columns: RawBuilder<unknown>
  decode(row: Row): DataRecord
  /** Decodes and adds the names of people and teams. */
  decodeAll(context: Pick<Context, 'labels'>, rows: readonly Row[]): Promise<DataRecord[]>
}

export type Row = { [column: string]: JsonValue }

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
  const columns = [
    ...recordColumns.map((id) => sql.ref(`${alias}.${id}`)),
    ...(question.deleted ? [sql.ref(`${alias}.deleted_at`)] : []),
    ...attributes.map(({ id }) => sql.ref(`${alias}.${id}`)),
    ...references.flatMap(({ attribute, target }) => {
      const label = target.system ? undefined : titleOf(question, target, attribute, sql`${sql.ref(`${alias}.${attribute.id}`)}`)
      return label ? [sql`${label} as ${sql.id(labelPrefix + attribute.id)}`] : []
    }),
  ]
  const own = references.filter(({ target }) => !target.system).map(({ attribute }) => attribute)
  const organisation =
    question.principal.kind === 'link' ? [] : references.filter(({ target }) => target.system).map(({ attribute }) => attribute)

  const decode = (row: Row): DataRecord => {
    const values: RecordValues = {}
    for (const { id } of attributes) values[id] = row[id] ?? null
    const record: DataRecord = {
      id: row.id as string,
      version: row.version as number,
      createdAt: row.created_at as string,
      createdBy: row.created_by as string | null,
      updatedAt: row.updated_at as string,
      updatedBy: row.updated_by as string | null,
      values,
    }
    if (question.deleted) record.deletedAt = row.deleted_at as string | null
    for (const { id } of own) {
      const label = row[labelPrefix + id]
      if (label === null || label === undefined) continue
      record.labels ??= {}
      if (typeof label === 'string') record.labels[values[id] as string] = label
      else Object.assign(record.labels, label)
    }
    return record
  }

  return {
    columns: sql.join(columns),
    decode,
    decodeAll: async (context, rows) => {
      const records = rows.map(decode)
      if (question.principal.kind === 'link') return records
      const ids: string[] = []
      for (const record of records) for (const id of namesOf(record, organisation)) ids.push(id)
      const names: { [id: string]: string } = {}
      await context.labels.collect(ids, names)
      for (const record of records) {
        for (const id of namesOf(record, organisation)) {
          const name = names[id]
          if (name === undefined) continue
          record.labels ??= {}
          record.labels[id] = name
        }
      }
      return records
    },
  }
}

function* namesOf(record: DataRecord, attributes: readonly Attribute[]): Generator<string> {
  if (record.createdBy) yield record.createdBy
  if (record.updatedBy) yield record.updatedBy
  for (const { id } of attributes) {
    const value = record.values[id]
    if (typeof value === 'string') yield value
    else if (Array.isArray(value)) for (const item of value) if (typeof item === 'string') yield item
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
