import { type Attribute, type Entity, type Id, isEncrypted, type ValueType } from '@tangram/data-model'
import { type ReportColumn, type ReportRelation, type ReportSource, sourceAlias } from '@tangram/report-engine/sql'
import { type RawBuilder, sql } from 'kysely'
import { fail } from '../errors.ts'
import { boundOf } from './codec.ts'
import { attributeOf, recordColumns, tableOf, typeOfAttribute } from './entity-columns.ts'
import { virtualColumn } from './policy-scope.ts'
import { hasColumn, rowsEntity } from './rows-table.ts'
import { cellCondition, relatedCell, type Source, type SourceQuestion, sourceOf, sourceRights, visibleCell } from './source.ts'

/**
 * The records of an entity as reports read them, with what their paths lead to: referenced records, rows of sub-forms, several references,
 * choices, and back along a reference the records that point here (`order:customer`). Records of any entity come through its own source,
 * so that nobody counts what they may not see.
 */
export function reportRows(question: SourceQuestion): ReportSource {
  const source = sourceOf(question)
  return {
    query: source.query,
    attribute: (path, alias = sourceAlias) => {
      const found = source.attribute(alias, path)
      if (isEncrypted(found?.type)) throw fail('storage.query.encrypted', { field: found?.attribute?.label ?? path.join('.') })
      return found
    },
    relation: (step) => relationOf(question, source.entity, step),
  }
}

/** How many steps a path may go through other records. */
const mostSteps = 8

function relationOf(question: SourceQuestion, entity: Entity, step: string): ReportRelation | undefined {
  const { app, principal, depth = 0 } = question
  if (depth >= mostSteps) return undefined
  const [child, back] = step.split(':')
  if (back !== undefined) return pointingHere(question, entity, child as string, back)
  const rights = sourceRights(app, principal, entity)
  if (step === 'id' || rights.hidden.has(step)) return undefined
  const attribute = attributeOf(entity, step)
  if (attribute?.rows) return { source: subformRows(question, { entity, rights }, attribute), from: 'id', to: 'record', many: true }
  const type = typeOfAttribute(entity, step)
  if (type?.kind === 'list' && attribute) {
    return { source: listItems(question, { entity, rights }, attribute, type.of), from: 'id', to: 'record', many: true, value: 'item' }
  }
  return type?.kind === 'reference' ? referenced(question, { entity, rights }, step, type, attribute) : undefined
}

/** The table a step leads from, and what the reader may see there. */
type Asked = Pick<Source, 'entity' | 'rights'>

/** Another entity's records, with the reader's rights to those. */
const related = ({ app, principal, given, depth = 0 }: SourceQuestion, entity: Id): SourceQuestion => ({
  app,
  principal,
  given,
  entity,
  depth: depth + 1,
})

function referenced(
  question: SourceQuestion,
  from: Asked,
  step: Id,
  type: ValueType & { kind: 'reference' },
  attribute: Attribute | undefined,
): ReportRelation | undefined {
  if (!question.app.resolved.entity(type.to)) return undefined
  const target = related(question, type.to)
  if (!type.many) return { source: reportRows(target), from: step, to: 'id', many: false }
  return attribute && { source: linked(question, from, attribute, target), from: 'id', to: 'record', many: true }
}

/** Records that point here by one of their fields that the reader may see. */
function pointingHere(question: SourceQuestion, entity: Entity, child: Id, field: Id): ReportRelation | undefined {
  const { app, principal } = question
  const from = app.resolved.reportSource(child)
  if (!from) return undefined
  const type = typeOfAttribute(from, field)
  if (type?.kind !== 'reference' || type.many || type.to !== entity.id || field === 'id') return undefined
  if (sourceRights(app, principal, from).hidden.has(field)) return undefined
  return { source: reportRows({ ...related(question, child), isReport: true }), from: 'id', to: field, many: true }
}

/** One row an item of a list. */
function listItems(question: SourceQuestion, from: Asked, attribute: Attribute, of: ValueType): ReportSource {
  const query = sql`(select t.id as record, each.item as id, each.item from ${tableOf(question.app, from.entity)} as t
    cross join lateral unnest(${visibleCell(question, from, 't', attribute)}) as each(item))`
  return {
    query,
    attribute: ([first, ...rest], alias = sourceAlias) =>
      first === 'item' && rest.length === 0 ? { expression: sql.ref(`${alias}.item`), type: of, attribute } : undefined,
  }
}

/** One row a reference among several, with what the reader may see of the record it leads to; without any where that is nothing. */
function linked(question: SourceQuestion, from: Asked, attribute: Attribute, target: SourceQuestion): ReportSource {
  const to = sourceOf(target)
  const columns = [...recordColumns.filter((id) => id !== 'id'), ...to.attributes.map(({ id }) => id)]
  const query = sql`(select t.id as record, each.item as id, ${sql.join(columns.map((id) => sql`x.${sql.id(id)}`))}
    from ${tableOf(question.app, from.entity)} as t cross join lateral unnest(${visibleCell(question, from, 't', attribute)}) as each(item)
    left join ${to.query} as x on x.id = each.item)`
  const there = reportRows(target)
  return { ...there, query, attribute: (path, alias = sourceAlias) => labelled(there.attribute(path, alias), path, attribute) }
}

/** The reference itself is called what its field is. */
function labelled(found: ReportColumn | undefined, path: readonly string[], attribute: Attribute): ReportColumn | undefined {
  return found && path.length === 1 && path[0] === 'id' ? { ...found, attribute } : found
}

/** The rows of a sub-form, of whatever record: they are joined to those the reader may see. */
function subformRows(question: SourceQuestion, { entity, rights }: Asked, subform: Attribute): ReportSource {
  const { app, given } = question
  const rows = rowsEntity(entity, subform)
  const retired = new Set(app.opened?.retired[rows.id]?.values())
  const columns = rows.order.flatMap((id) => (retired.has(id) ? [] : (attributeOf(rows, id) ?? [])))
  const related = relatedCell(question)
  const cells = columns.map((column) => {
    const cell = virtualColumn(app, entity, subform, column, { record: 't', row: 'r' }, given, { related })
    return sql`${cell} as ${sql.id(column.id)}`
  })
  const shown = rights.shownWhere.get(subform.id)
  const isShown = shown === undefined ? sql`` : sql` and ${cellCondition(question, entity, 't', shown)}`
  // The record is there only for the formulas that look at it, and for who sees the rows of some records alone.
  const needsRecord = shown !== undefined || !columns.every(hasColumn)
  const record = needsRecord ? sql` join ${tableOf(app, entity)} as t on t.id = r.record${isShown}` : sql``
  const query = sql`(select ${sql.join([sql`r.id`, sql`r.record`, sql`r.position`, ...cells])} from ${tableOf(app, rows)} as r${record})`
  const column = (id: string | undefined) => columns.find((one) => one.id === id)
  return {
    query,
    attribute: ([first, ...rest], alias = sourceAlias) => cellOf(column(first), rest, alias),
    relation: (step) => {
      const type = column(step)?.valueType
      return type?.kind === 'reference' && !type.many ? referenced(question, { entity: rows, rights }, step, type, column(step)) : undefined
    },
  }
}

function cellOf(column: Attribute | undefined, rest: readonly string[], alias: string): ReportColumn | undefined {
  if (!column) return undefined
  const own: RawBuilder<unknown> = sql`${sql.ref(`${alias}.${column.id}`)}`
  const type = column.valueType
  if (rest.length === 0) return { expression: own, type, attribute: column }
  const [bound] = rest
  if (type.kind !== 'range' || rest.length > 1 || (bound !== 'start' && bound !== 'end')) return undefined
  return { expression: boundOf(type, own, bound), type: type.of }
}
