import { type EntityRights, type Principal, rightsOn } from '@tangram/access'
import { nameOfTable } from '@tangram/app-model'
import { type Attribute, type Entity, type Id, inOrder, isJsonObject, type ValueType } from '@tangram/data-model'
import { entityScope, type Given, type Logic } from '@tangram/expression'
import { compileCondition, type SqlScope } from '@tangram/expression/sql'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { entityOf, type LoadedApp, type OpenedForm, reportSourceOf } from '../apps/loaded-app.ts'
import { fail } from '../errors.ts'
import { keyParts } from '../linked/key-parts.ts'
import { boundOf, sqlTypeOf } from './codec.ts'
import { attributeOf, columnOf, recordColumns, tableOf, typeOfAttribute } from './entity-columns.ts'
import { type PolicyOptions, policyScope, readsClock, virtualCell, virtualColumn } from './policy-scope.ts'
import { type RowsFrom, rowsAsJson, rowsOfRecord } from './rows-from.ts'
import { hasColumn, rowsEntity } from './rows-table.ts'

/** The records of one entity with one principal's rights compiled in. */
export type Source = {
  entity: Entity
  /** A subselect in parentheses, without alias. Columns: id, version, created_at … and the visible attributes by id. */
  query: RawBuilder<unknown>
  /** Attributes the principal may see, in order. */
  attributes: readonly Attribute[]
  rights: EntityRights
  /** True when the subselect stays right as time goes by. */
  isTimeless: boolean
  /**
   * A path across references (`['product','line']`) as an expression over the alias the subselect was given.
   * Referenced records come through the source of their own entity. Undefined when a step is unknown or hidden.
   */
  attribute(alias: string, path: readonly Id[]): SourcePath | undefined
  /** Names of a filter over the alias: what the principal may see, nothing else. */
  scope(alias: string): SqlScope
}

export type SourcePath = { expression: RawBuilder<unknown>; type: ValueType; attribute: Attribute | undefined }

export type SourceQuestion = {
  app: LoadedApp
  principal: Principal
  entity: Id
  given: Given
  /** True: the recycle bin instead of the living records. */
  deleted?: boolean
  /** Present: of the attributes that cost something to compute only these are needed. */
  only?: ReadonlySet<Id>
  /** How many references led here. */
  depth?: number
  /** True: a report asks, which may ask datasets too. */
  isReport?: boolean
}

/** Whether the operator allows the schema of a linked table; tables of apps need no leave. */
export function isAllowed({ linkedSchemas }: Pick<LoadedApp, 'linkedSchemas'>, { linked }: Entity): boolean {
  return !linked || linkedSchemas.has(linked.schema)
}

/** @throws storage.entity.unknown 404, storage.linked.forbidden 403 */
export function sourceOf(question: SourceQuestion): Source {
  const { app, principal, given } = question
  const entity = question.isReport ? reportSourceOf(app, question.entity) : entityOf(app, question.entity)
  if (entity.linked && !isAllowed(app, entity)) throw fail('storage.linked.forbidden', { table: nameOfTable(entity.linked) })
  const rights = withoutHiddenBySteps(app, principal, entity, visibleRights(app, principal, entity))
  const attributes = entity.order.flatMap((id) => {
    const attribute = attributeOf(entity, id)
    return attribute && !rights.hidden.has(id) ? [attribute] : []
  })
  const typeOf = (id: string | undefined) => (id !== undefined && rights.hidden.has(id) ? undefined : typeOfAttribute(entity, id))

  const columns = [
    ...recordColumns.map((id) => sql`t.${sql.id(id)}`),
    ...(question.deleted ? [sql`t.deleted_at`, sql`t.deleted_by`] : []),
    ...keyParts(entity).map((part) => sql`t.${sql.id(part)}`),
    ...attributes.flatMap((attribute) => {
      const isAsked = hasColumn(attribute) || !question.only || question.only.has(attribute.id)
      return isAsked ? [sql`${visibleCell(question, entity, 't', attribute)} as ${sql.id(attribute.id)}`] : []
    }),
  ]
  const presence = question.deleted ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`
  const query = sql`(select ${sql.join(columns)} from ${tableOf(app, entity)} as t where ${presence} and ${readableSql(question, entity, rights)})`

  const source: Source = {
    entity,
    query,
    attributes,
    rights,
    isTimeless: !readsClock([rights.read, rights.create, rights.update, rights.delete]) && !hasClock(app, attributes),
    attribute: (alias, path) => {
      const [first, ...rest] = path
      const type = typeOf(first)
      if (first === undefined || type === undefined) return undefined
      const own = sql`${sql.ref(`${alias}.${first}`)}`
      const attribute = attributeOf(entity, first)
      if (attribute?.rows) return rowsPath(question, entity, alias, attribute, rest)
      if (rest.length === 0) return { expression: own, type, attribute }
      if (type.kind === 'range') return boundPath(type, own, rest)
      if (type.kind !== 'reference' || type.many || first === 'id' || path.length > 6) return undefined
      const name = `${alias}_${first}`.slice(-50)
      const target = relatedSource(question, type.to, rest)
      const found = target.attribute(name, rest)
      return (
        found && {
          ...found,
          expression: sql`(select ${found.expression} from ${target.query} as ${sql.id(name)} where ${sql.ref(`${name}.id`)} = ${own})`,
        }
      )
    },
    scope: (alias) => ({
      given,
      typeOf: (path) => source.attribute(alias, path)?.type,
      columnOf: (path) => source.attribute(alias, path)?.expression ?? sql`null`,
    }),
  }
  return source
}

/** How many records a virtual field may lead through. */
const mostReferences = 6

/** Another entity's source for one path of it, so that what it computes beside is left out. */
function relatedSource({ app, principal, given, depth = 0 }: SourceQuestion, entity: Id, path: readonly Id[]): Source {
  return sourceOf({ app, principal, given, entity, only: new Set(path.slice(0, 1)), depth: depth + 1 })
}

/** The value of an attribute that this principal may see, over the table `alias`; of other records they get what they may see of those. */
export function visibleCell(
  question: SourceQuestion,
  entity: Entity,
  alias: string,
  attribute: Attribute,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown> {
  const { app, given, depth = 0 } = question
  if (hasColumn(attribute)) return sql`${sql.id(alias)}.${sql.id(columnOf(app, entity, attribute.id))}`
  const options: PolicyOptions = { ...(rows ? { rows } : {}), related: relatedCell(question) }
  if (!attribute.rows) {
    if (depth >= mostReferences) return sql`null::${sqlTypeOf(attribute.valueType)}`
    return sql`${virtualCell(app, entity, alias, attribute, given, options)}`
  }
  const { order, attributes } = attribute.rows
  const from = rows?.get(attribute.id) ?? rowsOfRecord(app, entity, attribute, sql`${sql.id(alias)}.id`)
  // Retired columns are written, never read.
  const retired = new Set(app.opened?.retired[rowsEntity(entity, attribute).id]?.values())
  const columns = order.flatMap((id) => (retired.has(id) ? [] : (attributes[id] ?? [])))
  return rowsAsJson(
    columns,
    from,
    (column) => sql`${virtualColumn(app, entity, attribute, column, { record: alias, row: 'r' }, given, options)}`,
  )
}

/** What other records have, as far as the reader may see it. */
export function relatedCell(question: SourceQuestion): NonNullable<PolicyOptions['related']> {
  return (target, path, id) => {
    if (!isAllowed(question.app, target)) return sql`null`
    const source = relatedSource(question, target.id, path)
    const [first = ''] = path
    const name = `${target.id}_${first}`.slice(-50)
    const found = source.attribute(name, path)
    if (!found) return sql`null`
    return sql`(select ${found.expression} from ${source.query} as ${sql.id(name)} where ${sql.ref(`${name}.id`)} = ${id})`
  }
}

/** Values of one column of a sub-form in the order of the rows; without a column one entry a row. */
function rowsPath(
  question: SourceQuestion,
  entity: Entity,
  alias: string,
  attribute: Attribute,
  rest: readonly Id[],
): SourcePath | undefined {
  const { app, given } = question
  const { typeOf } = entityScope(entity, app.resolved.entity)
  const type = typeOf([attribute.id, ...rest])
  if (!type) return undefined
  const scope = policyScope(app, entity, alias, given, { related: relatedCell(question) })
  const [column] = rest
  const ofColumn = column === undefined ? attribute : attributeOf(rowsEntity(entity, attribute), column)
  return { expression: sql`${scope.columnOf([attribute.id, ...rest])}`, type, attribute: ofColumn }
}

function boundPath(type: ValueType & { kind: 'range' }, range: RawBuilder<unknown>, rest: readonly Id[]): SourcePath | undefined {
  const [bound] = rest
  if (rest.length > 1 || (bound !== 'start' && bound !== 'end')) return undefined
  return { expression: boundOf(type, range, bound), type: type.of, attribute: undefined }
}

/** Whether a virtual field may show something else a moment later: one of the app looks at the clock, and one of these could show it. */
function hasClock({ resolved }: LoadedApp, attributes: readonly Attribute[]): boolean {
  const isVirtual = (attribute: Attribute) =>
    attribute.virtual || Object.values(attribute.rows?.attributes ?? {}).some((each) => each.virtual)
  if (!attributes.some(isVirtual)) return false
  return resolved.ownEntities.some((entity) => readsClock(Object.values(entity.attributes).map(({ computed, rows }) => [computed, rows])))
}

/** The condition of a right as SQL over the table. */
export function conditionSql(
  app: LoadedApp,
  entity: Entity,
  alias: string,
  condition: boolean | Logic,
  given: Given,
  options?: PolicyOptions,
): RawBuilder<SqlBool> {
  if (condition === true) return sql<SqlBool>`true`
  if (condition === false || condition === null) return sql<SqlBool>`false`
  return compileCondition(condition, policyScope(app, entity, alias, given, options))
}

/** Whether the row `t` of the table is visible: by a role, because a task on it is open, or because one was sent a copy. */
export function readableSql({ app, principal, given, deleted }: SourceQuestion, entity: Entity, rights: EntityRights): RawBuilder<unknown> {
  if (entity.dataset) return aboutReadable({ app, principal, given })
  const byRole = conditionSql(app, entity, 't', rights.read, given)
  if (rights.read === true || principal.kind !== 'person' || entity.system || entity.linked || deleted) return byRole
  return sql`(${byRole} or ${grantedByTask(principal.id, app.id, entity.id)} or ${grantedByCopy(principal.id, app.id, entity.id)})`
}

/** Rows of a dataset about records that the principal may see. */
function aboutReadable({ app, principal, given }: Pick<SourceQuestion, 'app' | 'principal' | 'given'>): RawBuilder<unknown> {
  const each = app.resolved.ownEntities.map(({ id }) => {
    const { query } = sourceOf({ app, principal, given, entity: id, only: new Set() })
    return sql`(t.about_entity = ${id} and t.about_record in (select r.id from ${query} as r))`
  })
  return each.length > 0 ? sql`(${sql.join(each, sql` or `)})` : sql`false`
}

/**
 * Whether this person has an open task on `t`. PostgreSQL looks that up for the row of a read and hashes all their tasks for a list;
 * written with `in` it always hashes.
 */
function grantedByTask(person: string, app: Id, entity: Id): RawBuilder<unknown> {
  return sql`exists (select from tangram.task as k where k.record = t.id and k.status = 'open' and k.app = ${app} and k.entity = ${entity} and k.candidates @> array[${person}]::uuid[])`
}

/** Whoever is sent a copy (抄送) may read what it is about. */
function grantedByCopy(person: string, app: Id, entity: Id): RawBuilder<unknown> {
  return sql`exists (select from tangram.task_copy as c where c.record = t.id and c.app = ${app} and c.entity = ${entity} and c.person = ${person}::uuid)`
}

/**
 * Rights for reading. Somebody whose roles say nothing about the entity meets its records only through a task or a copy; every field
 * that any role hides stays hidden from them too.
 */
export function visibleRights(app: LoadedApp, principal: Principal, entity: Entity): EntityRights {
  if (app.opened) return rightsOfOpened(app.opened, principal, entity)
  const rights = rightsOn(app.document.access, principal, entity)
  if (rights.read !== false || principal.kind !== 'person' || entity.system || entity.linked) return rights
  const hidden = new Set(rights.hidden)
  for (const role of inOrder(app.document.access.roles)) {
    const grant = Object.hasOwn(role.grants, entity.id) ? role.grants[entity.id] : undefined
    for (const [field, rule] of Object.entries(grant?.fields ?? {})) if (rule === 'hidden') hidden.add(field)
  }
  return { ...rights, hidden }
}

/**
 * Whoever meets a record only through a task sees what its step hides nowhere else either. Which of several tasks it is by makes no
 * difference here: the task itself shows what its own step grants.
 */
function withoutHiddenBySteps(app: LoadedApp, principal: Principal, entity: Entity, rights: EntityRights): EntityRights {
  if (rights.read !== false || principal.kind !== 'person' || entity.system) return rights
  const hidden = new Set(rights.hidden)
  for (const process of inOrder(app.document.processes)) {
    if (process.entity !== entity.id) continue
    for (const { config } of inOrder(process.nodes)) {
      const fields = config.fields !== undefined && isJsonObject(config.fields) ? config.fields : {}
      for (const [field, right] of Object.entries(fields)) if (right === 'hidden') hidden.add(field)
    }
  }
  return { ...rights, hidden }
}

/** What is there follows the rights of now, an entity that is gone those it had. Retired fields are written, never read. */
function rightsOfOpened({ then, now, retired }: OpenedForm, principal: Principal, entity: Entity): EntityRights {
  if (!now.resolved.entity(entity.id)) return visibleRights(then, principal, entity)
  const rights = visibleRights(now, principal, entity)
  if (principal.kind === 'system') return rights
  return { ...rights, hidden: new Set([...rights.hidden, ...(retired[entity.id]?.values() ?? [])]) }
}
