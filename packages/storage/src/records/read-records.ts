import type { Principal } from '@tangram/access'
import {
  boolean,
  type DataRecord,
  type Entity,
  type Id,
  idTypeOf,
  isEncrypted,
  type JsonValue,
  pointer,
  type RecordPage,
  type RecordQuery,
  recordAttributes,
  text,
  type ValueType,
} from '@tangram/data-model'
import { checkExpression, type Logic } from '@tangram/expression'
import { compileCondition, type SqlScope } from '@tangram/expression/sql'
import { type RawBuilder, sql } from 'kysely'
import { kept, type LoadedApp } from '../apps/loaded-app.ts'
import { type CompiledQuery, compileQuery, type Executor, runForCells, runQuery, Slot } from '../compiled-query.ts'
import { type Context, givenFor } from '../context.ts'
import { encryptedFields, vaultOf } from '../encryption/encrypted-fields.ts'
import { heldColumn, matchColumn, matchFilter } from '../encryption/match-filter.ts'
import { fail } from '../errors.ts'
import { isRecord, keyArgs } from '../linked/key-parts.ts'
import { remembered } from '../memo.ts'
import { boundOf, sqlTypeOf } from './codec.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { attributeOf, recordColumns } from './entity-columns.ts'
import { readsClock } from './policy-scope.ts'
import { type Projection, projectionOf, type Row } from './projection.ts'
import { idsParameter, idsType, isIdOf } from './record-ids.ts'
import type { RecordOption } from './records.ts'
import { type Source, type SourceQuestion, sourceOf } from './source.ts'

export type Read = { app: Id; entity: Id; principal: Principal }
export type ListQuery = RecordQuery & { deleted?: boolean }

const defaultLimit = 50
const maxLimit = 200
const maxSearchWords = 5

/** @see Records.get */
export async function getRecord(context: Context, read: Read, id: string, more: { select?: Id[] } = {}): Promise<DataRecord> {
  const { question, source } = await ask(context, read)
  if (!isIdOf(source.entity, id)) throw fail('storage.record.unknown')
  const { projection, statement } = prepared(question, source, `get ${source.entity.id} ${more.select?.join() ?? '*'}`, () => {
    checkSelection(source, more.select)
    const projection = projectionOf(question, source, 's', more.select)
    return {
      projection,
      statement: compileQuery(context.db, sql`select ${projection.columns} from ${source.query} as s where ${isRecord(source.entity)}`),
    }
  })
  const rows = await runForCells(context.db.pool, statement, keyArgs(source.entity, id))
  const [record] = await projection.decodeAll(context, rows)
  if (!record) throw fail('storage.record.unknown')
  return record
}

/**
 * The fields that other records show the reader and this one does not, and those that this one shows masked.
 *
 * @throws storage.record.unknown 404
 */
export async function closedCells(context: Context, read: Read, id: string): Promise<Required<Pick<DataRecord, 'hidden' | 'masked'>>> {
  const { source } = await ask(context, read)
  const { shownWhere, masked: masks } = source.rights
  const select = source.attributes.flatMap((attribute) => (shownWhere.has(attribute.id) || masks.has(attribute.id) ? [attribute.id] : []))
  const { hidden = [], masked = [] } = await getRecord(context, read, id, { select })
  return { hidden, masked }
}

/** @see Records.list */
export async function listRecords(context: Context, read: Read, query: ListQuery = {}): Promise<RecordPage<DataRecord>> {
  const { question, source } = await ask(context, read, query.deleted)
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? defaultLimit), 1), maxLimit)
  const { after, ...shape } = query
  const list = prepared(
    question,
    source,
    `list ${source.entity.id} ${JSON.stringify(shape)}`,
    () => prepareList(question, source, query),
    query.where,
  )
  const cursor = after === undefined ? undefined : decodeCursor(after, list.fingerprint, list.keys.length)
  // Where nothing is null the condition is shorter, and an index can serve it: the shape of the cursor is part of the statement.
  const nulls = cursor?.map((value) => (value === null ? '0' : '1')).join('') ?? ''
  const statement = remembered(list.statements, nulls, () => compileQuery(context.db, listStatement(source, list, limit, cursor)))
  const rows = await runForCells(context.db.pool, statement, cursor ?? [])
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    records: await list.projection.decodeAll(context, page),
    next: last ? encodeCursor(list.fingerprint, cursorKeys(list, last)) : null,
  }
}

/** A list reads the rows of sub-forms only when it is asked for them. */
function withoutRows({ attributes }: Source): Id[] | undefined {
  return attributes.some(({ rows }) => rows) ? attributes.flatMap(({ id, rows }) => (rows ? [] : [id])) : undefined
}

type PreparedList = {
  projection: Projection
  keys: SortKey[]
  fingerprint: string
  filter: RawBuilder<unknown>
  /** By the nulls of the cursor. */
  statements: Map<string, CompiledQuery>
}

function prepareList(question: SourceQuestion, source: Source, query: ListQuery): PreparedList {
  checkSelection(source, query.select)
  const projection = projectionOf(question, source, 's', query.select ?? withoutRows(source))
  return { projection, ...orderOf(question, source, query.sort ?? []), filter: matches(question, source, query), statements: new Map() }
}

function listStatement(
  source: Source,
  { projection, keys, filter }: PreparedList,
  limit: number,
  cursor: readonly unknown[] | undefined,
): RawBuilder<unknown> {
  const cells = keys.flatMap((key, i) => (key.column === undefined ? [sql`, ${key.expression} as ${sql.id(`key$${i}`)}`] : []))
  const where = cursor ? sql`${filter} and ${beyond(keys, cursor)}` : filter
  return sql`select ${projection.columns}${sql.join(cells, sql``)} from ${source.query} as s where ${where} order by ${sortedBy(keys)} limit ${sql.lit(limit + 1)}`
}

function sortedBy(keys: readonly SortKey[]): RawBuilder<unknown> {
  return sql.join(keys.map((key) => sql`${key.expression} ${sql.raw(key.direction)}${key.nullable ? sql` nulls last` : sql``}`))
}

/**
 * The records of an export for whoever writes their columns: `tail` is what follows the source as `s` in a select.
 *
 * @param among only the records whose keys this query in parentheses selects as `id`
 * @throws storage.export.forbidden 403, and as `list`
 */
export async function exportedRecords(
  context: Context,
  read: Read,
  query: RecordQuery,
  among?: RawBuilder<unknown>,
): Promise<{ question: SourceQuestion; source: Source; tail: RawBuilder<unknown> }> {
  const { question, source } = await ask(context, read)
  if (!source.rights.export) throw fail('storage.export.forbidden')
  checkSelection(source, query.select)
  const { keys } = orderOf(question, source, query.sort ?? [])
  const within = among ? sql` and s.id in ${among}` : sql``
  return { question, source, tail: sql` where ${matches(question, source, query)}${within} order by ${sortedBy(keys)}` }
}

/**
 * Records by their keys, those of each page newest first, with the selected columns alone.
 *
 * @throws storage.export.forbidden 403, storage.field.unknown 400
 */
export async function* recordsOfKeys(
  context: Context,
  read: Read,
  select: readonly Id[],
  pages: AsyncIterable<readonly string[]>,
): AsyncGenerator<DataRecord> {
  const { question, source } = await ask(context, read)
  if (!source.rights.export) throw fail('storage.export.forbidden')
  checkSelection(source, select)
  const projection = projectionOf(question, source, 's', [...select])
  const wanted = sql`select ${projection.columns} from ${source.query} as s where s.id = any(${new Slot(0)}::${idsType(source.entity)}) order by s.id desc`
  const statement = compileQuery(context.db, wanted)
  for await (const keys of pages) yield* await projection.decodeAll(context, await runForCells(context.db.pool, statement, [keys]))
}

/** What a row was sorted by: the columns every record has are in it anyway, the others follow the projection. */
function cursorKeys({ keys, projection }: PreparedList, row: Row): JsonValue[] {
  let next = projection.width
  return keys.map(({ column }) => row[column === undefined ? next++ : recordColumns.indexOf(column)] ?? null)
}

/** @see Records.count */
export async function countRecords(context: Context, read: Read, query: Pick<RecordQuery, 'where' | 'search'> = {}): Promise<number> {
  const { question, source } = await ask(context, read)
  const make = () => compileQuery(context.db, sql`select count(*) as n from ${source.query} as s where ${matches(question, source, query)}`)
  const statement = prepared(question, source, `count ${source.entity.id} ${JSON.stringify(query)}`, make, query.where)
  const { rows } = await runQuery<{ n: number }>(context.db.pool, statement)
  return rows[0]?.n ?? 0
}

/** @see Records.options */
export async function recordOptions(
  context: Context,
  read: Read,
  query: { search?: string; ids?: readonly string[]; where?: Logic; limit?: number } = {},
): Promise<RecordOption[]> {
  const { question, source } = await ask(context, read)
  const title = source.attribute('s', [source.entity.title])
  if (!title) return []
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 20), 1), maxLimit)
  const label = sql`${title.expression}::text`
  const filters = [sql`true`]
  if (query.ids) filters.push(sql`s.id = any(${idsParameter(source.entity, query.ids)})`)
  if (query.where !== undefined) filters.push(whereSql(question, source, query.where))
  for (const word of wordsOf(query.search)) filters.push(sql`${label} ilike ${likeOf(word)}`)
  const statement = sql`select s.id::text, ${label} as label from ${source.query} as s where ${sql.join(filters, sql` and `)} order by ${label} collate "zh-x-icu", s.id limit ${limit}`
  const { rows } = await runQuery<{ id: string; label: string | null }>(context.db.pool, compileQuery(context.db, statement))
  return rows.map(({ id, label: found }) => ({ id, label: found ?? '' }))
}

/** @see Storage.canSee */
export async function visibleAmong(
  context: Context,
  read: Omit<Read, 'app'> & { app: Id | LoadedApp },
  ids: readonly string[],
  executor: Executor = context.db.pool,
): Promise<ReadonlySet<string>> {
  const { question, source } = await ask(context, read)
  const make = () =>
    compileQuery(context.db, sql`select s.id::text from ${source.query} as s where s.id = any(${new Slot(0)}::${idsType(source.entity)})`)
  const statement = prepared(question, source, `visible ${source.entity.id}`, make)
  const { rows } = await runQuery<{ id: string }>(executor, statement, [ids.filter((id) => isIdOf(source.entity, id))])
  return new Set(rows.map(({ id }) => id))
}

/** @see Records.export */
export async function* exportRecords(context: Context, read: Read, query: RecordQuery = {}): AsyncGenerator<DataRecord> {
  const { source } = await ask(context, read)
  if (!source.rights.export) throw fail('storage.export.forbidden')
  let after: string | undefined
  do {
    const page: RecordPage<DataRecord> = await listRecords(context, read, { ...query, limit: maxLimit, after })
    yield* page.records
    after = page.next ?? undefined
  } while (after !== undefined)
}

export async function ask(
  context: Context,
  { app, entity, principal }: Omit<Read, 'app'> & { app: Id | LoadedApp },
  deleted = false,
): Promise<{ question: SourceQuestion; source: Source }> {
  const loaded = typeof app === 'string' ? await context.apps.current(app) : app
  const given = givenFor(context, principal, loaded)
  const question: SourceQuestion = { app: loaded, principal, entity, given, deleted }
  const source = kept(loaded, principal, `source ${entity} ${deleted} ${principal.zone}`, () => sourceOf(question))
  if (source.isTimeless) return { question, source }
  return { question, source: sourceOf(question) }
}

/** Something made for a question; kept, unless the filter or the rights follow the clock. */
function prepared<T>(question: SourceQuestion, source: Source, key: string, make: () => T, where?: unknown): T {
  if (!source.isTimeless || (where !== undefined && readsClock(where))) return make()
  return kept(question.app, question.principal, `${key} ${question.deleted ?? false} ${question.principal.zone}`, make)
}

function matches(question: SourceQuestion, source: Source, { where, search }: Pick<RecordQuery, 'where' | 'search'>): RawBuilder<unknown> {
  const filters = [sql`true`]
  if (where !== undefined && where !== null && where !== true) filters.push(whereSql(question, source, where))
  const texts = source.attributes.filter(({ valueType }) => valueType.kind === 'text')
  for (const word of wordsOf(search)) {
    const { entity } = source
    const any = texts.map(({ id, valueType }) => {
      if (!isEncrypted(valueType)) return sql`${sql.ref(`s.${id}`)} ilike ${likeOf(word)}`
      // Of what is encrypted the whole value is found.
      return sql`${sql.ref(`s.${matchColumn(id)}`)} = ${vaultOf(question.app).match({ entity: entity.id, field: id }, word)}`
    })
    filters.push(any.length === 0 ? sql`false` : sql`(${sql.join(any, sql` or `)})`)
  }
  return sql.join(filters, sql` and `)
}

/** @throws storage.query.invalid 400, storage.field.unknown 400: a hidden field is as unknown as one that does not exist */
export function whereSql(question: SourceQuestion, source: Source, where: Logic, alias = 's'): RawBuilder<unknown> {
  const { logic, scope } = aboutCodes(question, source, where, alias)
  const { diagnostics } = checkExpression(logic, { typeOf: scope.typeOf, inDatabase: true }, '/where')
  const wrong = diagnostics.find(({ severity }) => severity === 'error')
  if (wrong) throw fail('storage.query.invalid', { reason: wrong.message }, { path: wrong.path, details: { diagnostics } })
  // The source may be older than the question; the clock a filter reads is the question's.
  return compileCondition(logic, { ...scope, given: question.given })
}

/** The filter with whole values of encrypted fields as their codes, and names for these. */
function aboutCodes({ app }: SourceQuestion, source: Source, where: Logic, alias: string): { logic: Logic; scope: SqlScope } {
  const scope = source.scope(alias)
  const { id: entity } = source.entity
  const encrypted = encryptedFields({ order: source.attributes.map(({ id }) => id), attributes: source.entity.attributes })
  const logic = matchFilter(where, { typeOf: scope.typeOf, match: (field, value) => vaultOf(app).match({ entity, field }, value) })
  const types = new Map(encrypted.flatMap((field) => [[matchColumn(field), text()] as const, [heldColumn(field), boolean] as const]))
  return {
    logic,
    scope: {
      ...scope,
      typeOf: (path) => (path.length === 1 ? types.get(path[0] ?? '') : undefined) ?? scope.typeOf(path),
      columnOf: (path) => (path.length === 1 && types.has(path[0] ?? '') ? sql.ref(`${alias}.${path[0]}`) : scope.columnOf(path)),
    },
  }
}

function wordsOf(search: string | undefined): string[] {
  return (search ?? '')
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxSearchWords)
}

function likeOf(word: string): string {
  return `%${word.replace(/[\\%_]/g, (special) => `\\${special}`)}%`
}

function checkSelection(source: Source, select: readonly Id[] | undefined): void {
  for (const [i, id] of (select ?? []).entries()) {
    if (!isRecordColumn(id) && !source.attribute('s', [id]))
      throw fail('storage.field.unknown', { field: id }, { path: pointer('select', i) })
  }
}

function isRecordColumn(id: Id): boolean {
  return Object.hasOwn(recordAttributes, id)
}

type SortKey = {
  expression: RawBuilder<unknown>
  type: RawBuilder<unknown>
  direction: 'asc' | 'desc'
  nullable: boolean
  /** The column of every record that it is, if it is one as it stands. */
  column?: (typeof recordColumns)[number]
}

/** What a list is sorted by, always down to one record: the id comes last. */
function orderOf(
  question: SourceQuestion,
  source: Source,
  sort: NonNullable<RecordQuery['sort']>,
): { keys: SortKey[]; fingerprint: string } {
  // Rows of a linked table know no time: the key orders them.
  const newest = source.entity.linked ? [] : [{ by: 'created_at', dir: 'desc' as const }]
  const wanted = sort.length > 0 ? sort : newest
  const keys = wanted.slice(0, 5).map(({ by, dir }, i): SortKey => {
    const found = source.attribute('s', by.split('.'))
    if (!found || found.type.kind === 'rows') throw fail('storage.field.unknown', { field: by }, { path: pointer('sort', i, 'by') })
    if (isEncrypted(found.type))
      throw fail('storage.query.encrypted', { field: found.attribute?.label ?? by }, { path: pointer('sort', i, 'by') })
    const direction = dir === 'desc' ? 'desc' : 'asc'
    const nullable = !isRecordColumn(by) || by === 'created_by' || by === 'updated_by'
    const column = recordColumns.find((each) => each === by && (each === 'created_at' || each === 'updated_at'))
    return {
      direction,
      nullable,
      ...(column ? { column } : {}),
      ...sortable(
        question,
        source,
        by,
        found.expression,
        found.type,
        found.attribute?.options?.map((option) => option.id),
      ),
    }
  })
  keys.push({
    expression: sql`s.id`,
    type: sqlTypeOf(idTypeOf(source.entity)),
    direction: keys[0]?.direction ?? 'asc',
    nullable: false,
    column: 'id',
  })
  return { keys, fingerprint: `${source.entity.id}:${wanted.map(({ by, dir }) => `${by}.${dir ?? 'asc'}`).join()}` }
}

/** Choices sort as their author listed them, references by title, text as people read it. */
function sortable(
  question: SourceQuestion,
  source: Source,
  by: string,
  expression: RawBuilder<unknown>,
  type: ValueType,
  options: string[] | undefined,
): Pick<SortKey, 'expression' | 'type'> {
  if (options && type.kind === 'text') return { expression: sql`array_position(${options}::text[], ${expression})`, type: sql`integer` }
  if (type.kind === 'text') return { expression: sql`${expression} collate "zh-x-icu"`, type: sql`text` }
  if (type.kind === 'reference' && !type.many && by !== 'id') {
    const target: Entity | undefined = question.app.resolved.entity(type.to)
    const title = target && source.attribute('s', [...by.split('.'), target.title])
    if (title && attributeOf(target, target.title)?.valueType.kind === 'text')
      return { expression: sql`${title.expression} collate "zh-x-icu"`, type: sql`text` }
  }
  // Ranges by where they begin.
  if (type.kind === 'range') return { expression: boundOf(type, expression, 'start'), type: sqlTypeOf(type.of) }
  // Several values by how they are written, which the mark of a page can carry.
  if (type.kind === 'json' || type.kind === 'list' || (type.kind === 'reference' && type.many))
    return { expression: sql`${expression}::text`, type: sql`text` }
  return { expression, type: sqlTypeOf(type) }
}

/** Everything after the last row of the page before: later in the first key, or equal there and later in the next. Empty values come last. */
function beyond(keys: readonly SortKey[], cursor: readonly unknown[]): RawBuilder<unknown> {
  const rows = keys.every((key) => !key.nullable && key.direction === keys[0]?.direction)
  if (rows) {
    const values = keys.map((key, i) => sql`${new Slot(i)}::${key.type}`)
    return sql`(${sql.join(keys.map((key) => key.expression))}) ${keys[0]?.direction === 'desc' ? sql`<` : sql`>`} (${sql.join(values)})`
  }
  const ways = keys.flatMap((key, i) => {
    const equal = keys
      .slice(0, i)
      .map((each, j) => (cursor[j] === null ? sql`${each.expression} is null` : sql`${each.expression} = ${new Slot(j)}::${each.type}`))
    if (cursor[i] === null) return []
    const later =
      key.direction === 'desc' ? sql`${key.expression} < ${new Slot(i)}::${key.type}` : sql`${key.expression} > ${new Slot(i)}::${key.type}`
    return [sql`(${sql.join([...equal, key.nullable ? sql`(${later} or ${key.expression} is null)` : later], sql` and `)})`]
  })
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` or `)})`
}
