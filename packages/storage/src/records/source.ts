import { type Condition, type EntityRights, masksOfRoles, type Principal, rightsOn, withMask } from '@tangram/access'
import { nameOfTable } from '@tangram/app-model'
import { type Attribute, type Entity, type Id, inOrder, isEncrypted, isJsonObject, type ValueType } from '@tangram/data-model'
import { entityScope, type Given, type Logic } from '@tangram/expression'
import { compileCondition, type SqlScope } from '@tangram/expression/sql'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { entityOf, type LoadedApp, type OpenedForm, reportSourceOf } from '../apps/loaded-app.ts'
import { heldColumn, matchCodeIn, matchColumn } from '../encryption/match-filter.ts'
import { fail } from '../errors.ts'
import { keyParts } from '../linked/key-parts.ts'
import { clearCells, shownCells, writableCells } from './cell-sight.ts'
import { boundOf, sqlTypeOf } from './codec.ts'
import { attributeOf, columnOf, recordColumns, tableOf, typeOfAttribute } from './entity-columns.ts'
import { maskedCell } from './masked-cell.ts'
import { type PolicyOptions, policyScope, readsClock, virtualCell, virtualColumn } from './policy-scope.ts'
import { type RowsFrom, rowsAsJson, rowsOfRecord } from './rows-from.ts'
import { hasColumn, rowsEntity } from './rows-table.ts'

/** The records of one entity with one principal's rights compiled in. */
export type Source = {
  entity: Entity
  /**
   * A subselect in parentheses, without alias. Columns: id, version, created_at … and the visible attributes by id; beside those that not
   * every record shows, or lets the principal change, whether this one does (`CellSight`).
   */
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
  const { rights, attributes } = sightOf(app, principal, entity)
  const typeOf = (id: string | undefined) => (id !== undefined && rights.hidden.has(id) ? undefined : typeOfAttribute(entity, id))

  const columns = [
    ...recordCells(question, { entity, attributes, rights }, 't'),
    ...(question.deleted ? [sql`t.deleted_at`, sql`t.deleted_by`] : []),
    ...keyParts(entity).map((part) => sql`t.${sql.id(part)}`),
    ...visibleColumns(question, { entity, attributes, rights }, 't'),
  ]
  const presence = question.deleted ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`
  const query = sql`(select ${sql.join(columns)} from ${tableOf(app, entity)} as t where ${presence} and ${readableSql(question, entity, rights)})`

  const source: Source = {
    entity,
    query,
    attributes,
    rights,
    isTimeless: !readsClock(conditionsOf(rights)) && !hasClock(app, attributes),
    attribute: (alias, path) => {
      const [first, ...rest] = path
      const type = typeOf(first)
      if (first === undefined || type === undefined) return undefined
      const own = sql`${sql.ref(`${alias}.${first}`)}`
      const attribute = attributeOf(entity, first)
      if (attribute?.rows) return whereShown(rights, alias, attribute.id, rowsPath(question, entity, alias, attribute, rest))
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

/** What every record has, as this principal sees it of a row of the table `alias`. */
export function recordCells(
  question: SourceQuestion,
  seen: Pick<Source, 'entity' | 'attributes' | 'rights'>,
  alias: string,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown>[] {
  return recordColumns.map((id) => {
    if (id === 'version') return sql`${versionCell(question, seen, alias, rows)} as version`
    // Of people, teams and departments no history tells what a change was about.
    if (seen.entity.system && conceals(seen.rights)) {
      if (id === 'updated_at') return sql`${sql.id(alias)}.created_at as updated_at`
      if (id === 'updated_by') return sql`null::uuid as updated_by`
    }
    return sql`${sql.id(alias)}.${sql.id(id)}`
  })
}

/** Whether these rights keep back anything of records that may be read. */
export function conceals({ hidden, shownWhere, masked }: EntityRights): boolean {
  return hidden.size + shownWhere.size + masked.size > 0
}

/**
 * The version of a record for this principal. Whoever sees all of it is told how often it was written; to others that would tell of
 * writes they may not know about, so theirs is a digest of what they see: the same as long as nothing changed for them.
 */
export function versionCell(
  question: SourceQuestion,
  { entity, attributes, rights }: Pick<Source, 'entity' | 'attributes' | 'rights'>,
  alias: string,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown> {
  const { opened } = question.app
  // The page was shown the record by the version of the app that it was opened from.
  const then = opened?.then.resolved.entity(entity.id)
  if (opened && then) return versionCell({ ...question, app: opened.then }, sightOf(opened.then, question.principal, then), alias)
  if (!conceals(rights) || entity.linked || entity.dataset) return sql`${sql.id(alias)}.version`
  const isConcealed = concealedFields(question.app, entity)
  // What nobody is refused moves `updated_at`; rows of sub-forms are looked at only where that does not tell.
  const told = attributes.filter((attribute) => hasColumn(attribute) || (attribute.rows && isConcealed.has(attribute.id)))
  const cellsOf = (some: readonly Attribute[]) =>
    some.map((attribute) =>
      // Sealed anew it is another text; of a masked one nothing is told.
      isEncrypted(attribute.valueType)
        ? codeCell(question, { entity, rights }, alias, attribute)
        : wholeOrMasked(question, { entity, rights }, alias, attribute, rows),
    )
  const plain = cellsOf(told.filter(({ id }) => !rights.shownWhere.has(id)))
  const ruled = shownCells(rights).flatMap(({ condition, fields }) => {
    const cells = cellsOf(told.filter(({ id }) => fields.has(id)))
    if (cells.length === 0) return []
    return [sql`case when ${cellCondition(question, entity, alias, condition, rows)} then row(${sql.join(cells)})::text end`]
  })
  const stamp = entity.system ? [] : [sql`${sql.id(alias)}.updated_at`]
  return sql`tangram.sight(row(${sql.join([sql`${sql.id(alias)}.id`, ...stamp, ...plain, ...ruled])})::text)`
}

/** The fields that are hidden from somebody, or masked, by a role or a step of a process. A change of these alone leaves `updated_at` as it is. */
export function concealedFields(app: LoadedApp, entity: Entity): ReadonlySet<Id> {
  return new Set([...hiddenByRoles(app, entity), ...masksOfRoles(app.document.access, entity).keys(), ...hiddenBySteps(app, entity)])
}

/** What a principal sees of a row of the table `alias`, as select list: its attributes, and what they may do with single cells. */
export function visibleColumns(
  question: SourceQuestion,
  { entity, attributes, rights }: Pick<Source, 'entity' | 'attributes' | 'rights'>,
  alias: string,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown>[] {
  const asked = attributes.filter((attribute) => hasColumn(attribute) || !question.only || question.only.has(attribute.id))
  const sights = [...shownCells(rights), ...writableCells(rights), ...clearCells(rights)].filter(({ fields }) =>
    asked.some(({ id }) => fields.has(id)),
  )
  const codes = asked
    .filter(({ valueType }) => isEncrypted(valueType))
    .flatMap((attribute) => codeCells(question, { entity, rights }, alias, attribute))
  return [
    ...codes,
    ...asked.map((attribute) => sql`${visibleCell(question, { entity, rights }, alias, attribute, rows)} as ${sql.id(attribute.id)}`),
    ...sights.map(({ condition, column }) => sql`${cellCondition(question, entity, alias, condition, rows)} as ${sql.id(column)}`),
  ]
}

/** Whether a condition about single cells holds for a row; never null. */
export function cellCondition(
  { app, given }: SourceQuestion,
  entity: Entity,
  alias: string,
  condition: Condition,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<SqlBool> {
  return sql<SqlBool>`((${conditionSql(app, entity, alias, condition, given, rows ? { rows } : {})}) is true)`
}

/** The value of an attribute that this principal may see, over the table `alias`; null where this row does not show it. */
export function visibleCell(
  question: SourceQuestion,
  { entity, rights }: Pick<Source, 'entity' | 'rights'>,
  alias: string,
  attribute: Attribute,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown> {
  const cell = wholeOrMasked(question, { entity, rights }, alias, attribute, rows)
  const shown = rights.shownWhere.get(attribute.id)
  return shown === undefined ? cell : sql`case when ${cellCondition(question, entity, alias, shown, rows)} then ${cell} end`
}

/**
 * What queries may ask of an encrypted attribute: its match code where the whole value is seen, and whether there is one. Its own cell is
 * sealed, in every row; whoever opens it masks it.
 */
function codeCells(
  question: SourceQuestion,
  { entity, rights }: Pick<Source, 'entity' | 'rights'>,
  alias: string,
  attribute: Attribute,
): RawBuilder<unknown>[] {
  const { id } = attribute
  const shown = rights.shownWhere.get(id)
  const within = (cell: RawBuilder<unknown>) =>
    shown === undefined ? cell : sql`case when ${cellCondition(question, entity, alias, shown)} then ${cell} end`
  const held = sql`${cellOf(question, entity, alias, attribute)} is not null`
  return [
    sql`${within(codeCell(question, { entity, rights }, alias, attribute))} as ${sql.id(matchColumn(id))}`,
    sql`coalesce(${within(held)}, false) as ${sql.id(heldColumn(id))}`,
  ]
}

/** The match code in a sealed value; null where the reader sees less than all of it. */
function codeCell(
  question: SourceQuestion,
  { entity, rights }: Pick<Source, 'entity' | 'rights'>,
  alias: string,
  attribute: Attribute,
): RawBuilder<unknown> {
  const code = matchCodeIn(cellOf(question, entity, alias, attribute))
  const rule = rights.masked.get(attribute.id)
  if (!rule) return code
  if (rule.clearWhere === false) return sql`null::text`
  return sql`case when ${cellCondition(question, entity, alias, rule.clearWhere)} then ${code} end`
}

/** What an attribute holds, masked in rows that show it so: every query about it is about the masked text there. */
function wholeOrMasked(
  question: SourceQuestion,
  { entity, rights }: Pick<Source, 'entity' | 'rights'>,
  alias: string,
  attribute: Attribute,
  rows?: ReadonlyMap<Id, RowsFrom>,
): RawBuilder<unknown> {
  const cell = cellOf(question, entity, alias, attribute, rows)
  const rule = rights.masked.get(attribute.id)
  if (!rule || isEncrypted(attribute.valueType)) return cell
  const masked = maskedCell(rule.mask, cell)
  if (rule.clearWhere === false) return masked
  return sql`case when ${cellCondition(question, entity, alias, rule.clearWhere, rows)} then ${cell} else ${masked} end`
}

/** A path over the alias of a source, null in records that do not show the field it begins with. */
function whereShown(rights: EntityRights, alias: string, field: Id, path: SourcePath | undefined): SourcePath | undefined {
  const sight = shownCells(rights).find(({ fields }) => fields.has(field))
  return path && sight ? { ...path, expression: sql`case when ${sql.ref(`${alias}.${sight.column}`)} then ${path.expression} end` } : path
}

/** What an attribute holds; of other records the principal gets what they may see of those. */
function cellOf(
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

/** Every condition among the rights. */
function conditionsOf({
  read,
  create,
  update,
  delete: remove,
  shownWhere,
  masked,
  writableWhere,
  writableWhereOnCreate,
}: EntityRights): Condition[] {
  const clear = [...masked.values()].map(({ clearWhere }) => clearWhere)
  return [read, create, update, remove, ...clear, ...shownWhere.values(), ...writableWhere.values(), ...writableWhereOnCreate.values()]
}

/**
 * Rights for reading. Records that no role of somebody lets them read they meet only through a task or a copy; every field that any role
 * hides stays hidden there.
 */
export function visibleRights(app: LoadedApp, principal: Principal, entity: Entity): EntityRights {
  if (app.opened) return rightsOfOpened(app.opened, principal, entity)
  const rights = maskedUnlessByRole(app, rightsOn(app.document.access, principal, entity), principal, entity)
  return hiddenUnlessByRole(rights, principal, entity, hiddenByRoles(app, entity))
}

/** What of an entity a principal may see. */
function sightOf(app: LoadedApp, principal: Principal, entity: Entity): Pick<Source, 'entity' | 'attributes' | 'rights'> {
  const rights = sourceRights(app, principal, entity)
  const attributes = entity.order.flatMap((id) => {
    const attribute = attributeOf(entity, id)
    return attribute && !rights.hidden.has(id) ? [attribute] : []
  })
  return { entity, attributes, rights }
}

/** Rights to what a source gives. */
export function sourceRights(app: LoadedApp, principal: Principal, entity: Entity): EntityRights {
  return withoutHiddenBySteps(app, principal, entity, visibleRights(app, principal, entity))
}

/**
 * Whoever meets a record only through a task sees what its step hides nowhere else either. Which of several tasks it is by makes no
 * difference here: the task itself shows what its own step grants.
 */
function withoutHiddenBySteps(app: LoadedApp, principal: Principal, entity: Entity, rights: EntityRights): EntityRights {
  return hiddenUnlessByRole(rights, principal, entity, hiddenBySteps(app, entity))
}

function hiddenByRoles({ document }: LoadedApp, { id }: Entity): Id[] {
  return inOrder(document.access.roles).flatMap(({ grants }) => {
    const fields = (Object.hasOwn(grants, id) ? grants[id]?.fields : undefined) ?? {}
    return Object.entries(fields).flatMap(([field, rule]) => (rule === 'hidden' ? [field] : []))
  })
}

function hiddenBySteps({ document }: LoadedApp, { id }: Entity): Id[] {
  return inOrder(document.processes).flatMap(({ entity, nodes }) => {
    if (entity !== id) return []
    return inOrder(nodes).flatMap(({ config }) => {
      const fields = config.fields !== undefined && isJsonObject(config.fields) ? config.fields : {}
      return Object.entries(fields).flatMap(([field, right]) => (right === 'hidden' ? [field] : []))
    })
  })
}

/** Whoever meets a record by no role sees masked what any role sees masked. */
function maskedUnlessByRole({ document }: LoadedApp, rights: EntityRights, principal: Principal, entity: Entity): EntityRights {
  if (rights.read === true || principal.kind !== 'person' || entity.system || entity.linked) return rights
  return [...masksOfRoles(document.access, entity)].reduce((before, [field, mask]) => {
    const own = before.masked.get(field)
    return own ? before : withMask(before, field, mask, before.read)
  }, rights)
}

/** The rights with these fields shown only in records that a role lets the principal read. */
function hiddenUnlessByRole(rights: EntityRights, principal: Principal, entity: Entity, fields: readonly Id[]): EntityRights {
  if (rights.read === true || principal.kind !== 'person' || entity.system || entity.linked || fields.length === 0) return rights
  if (rights.read === false) return { ...rights, hidden: new Set([...rights.hidden, ...fields]) }
  const shownWhere = new Map(rights.shownWhere)
  for (const field of fields) if (!rights.hidden.has(field)) shownWhere.set(field, shownWhere.get(field) ?? rights.read)
  return { ...rights, shownWhere }
}

/** What is there follows the rights of now, an entity that is gone those it had. Retired fields are written, never read. */
function rightsOfOpened({ then, now, retired }: OpenedForm, principal: Principal, entity: Entity): EntityRights {
  if (!now.resolved.entity(entity.id)) return visibleRights(then, principal, entity)
  const rights = visibleRights(now, principal, entity)
  if (principal.kind === 'system') return rights
  return { ...rights, hidden: new Set([...rights.hidden, ...(retired[entity.id]?.values() ?? [])]) }
}
