import { type EntityRights, type Principal, rightsOn } from '@tangram/access'
import { type Attribute, type Entity, type Id, inOrder, type ValueType } from '@tangram/data-model'
import type { Given, Logic } from '@tangram/expression'
import { compileCondition, type SqlScope } from '@tangram/expression/sql'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { entityOf, type LoadedApp, type OpenedForm } from '../apps/loaded-app.ts'
import { attributeOf, columnOf, recordColumns, tableOf, typeOfAttribute } from './entity-columns.ts'
import { policyScope, readsClock } from './policy-scope.ts'

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
}

/** @throws storage.entity.unknown 404 */
export function sourceOf(question: SourceQuestion): Source {
  const { app, principal, given } = question
  const entity = entityOf(app, question.entity)
  const rights = visibleRights(app, principal, entity)
  const attributes = entity.order.flatMap((id) => {
    const attribute = attributeOf(entity, id)
    return attribute && !rights.hidden.has(id) ? [attribute] : []
  })
  const typeOf = (id: string | undefined) => (id !== undefined && rights.hidden.has(id) ? undefined : typeOfAttribute(entity, id))

  const columns = [
    ...recordColumns.map((id) => sql`t.${sql.id(id)}`),
    ...(question.deleted ? [sql`t.deleted_at`, sql`t.deleted_by`] : []),
    ...attributes.map(({ id }) => sql`t.${sql.id(columnOf(app, entity, id))} as ${sql.id(id)}`),
  ]
  const presence = question.deleted ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`
  const query = sql`(select ${sql.join(columns)} from ${tableOf(app, entity)} as t where ${presence} and ${readableSql(question, entity, rights)})`

  const source: Source = {
    entity,
    query,
    attributes,
    rights,
    isTimeless: !readsClock([rights.read, rights.create, rights.update, rights.delete]),
    attribute: (alias, path) => {
      const [first, ...rest] = path
      const type = typeOf(first)
      if (first === undefined || type === undefined) return undefined
      const own = sql`${sql.ref(`${alias}.${first}`)}`
      if (rest.length === 0) return { expression: own, type, attribute: attributeOf(entity, first) }
      if (type.kind !== 'reference' || type.many || first === 'id' || path.length > 6) return undefined
      const name = `${alias}_${first}`.slice(-50)
      const target = sourceOf({ app, principal, given, entity: type.to })
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

/** The condition of a right as SQL over the table. */
export function conditionSql(
  app: LoadedApp,
  entity: Entity,
  alias: string,
  condition: boolean | Logic,
  given: Given,
  cells?: { readonly [attribute: string]: RawBuilder<unknown> },
): RawBuilder<SqlBool> {
  if (condition === true) return sql<SqlBool>`true`
  if (condition === false || condition === null) return sql<SqlBool>`false`
  return compileCondition(condition, policyScope(app, entity, alias, given, cells))
}

/** Whether the row `t` of the table is visible: by a role, or because a task on it is open. */
export function readableSql({ app, principal, given, deleted }: SourceQuestion, entity: Entity, rights: EntityRights): RawBuilder<unknown> {
  const byRole = conditionSql(app, entity, 't', rights.read, given)
  if (rights.read === true || principal.kind !== 'person' || entity.system || deleted) return byRole
  return sql`(${byRole} or ${grantedByTask(principal.id, app.id, entity.id)})`
}

/**
 * Whether this person has an open task on `t`. PostgreSQL looks that up for the row of a read and hashes all their tasks for a list;
 * written with `in` it always hashes.
 */
function grantedByTask(person: string, app: Id, entity: Id): RawBuilder<unknown> {
  return sql`exists (select from tangram.task as k where k.record = t.id and k.status = 'open' and k.app = ${app} and k.entity = ${entity} and k.candidates @> array[${person}]::uuid[])`
}

/**
 * Rights for reading. Somebody whose roles say nothing about the entity meets its records only through a task; every field
 * that any role hides stays hidden from them too.
 */
export function visibleRights(app: LoadedApp, principal: Principal, entity: Entity): EntityRights {
  if (app.opened) return rightsOfOpened(app.opened, principal, entity)
  const rights = rightsOn(app.document.access, principal, entity)
  if (rights.read !== false || principal.kind !== 'person' || entity.system) return rights
  const hidden = new Set(rights.hidden)
  for (const role of inOrder(app.document.access.roles)) {
    const grant = Object.hasOwn(role.grants, entity.id) ? role.grants[entity.id] : undefined
    for (const [field, rule] of Object.entries(grant?.fields ?? {})) if (rule === 'hidden') hidden.add(field)
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
