import type { EntityGrant, RoleDocument } from '@tangram/access'
import type { Id, JsonValue, RecordValues } from '@tangram/data-model'
import { compileEvaluator, type Given, isTruthy, type Logic, namesIn } from '@tangram/expression'

/** Everything there is, as the server itself knows it. `lines`: what each product has in `line`. */
export type Truth = { records: readonly { id: string; values: RecordValues }[]; lines: ReadonlyMap<string, JsonValue> }

/** A record as somebody sees it; `hidden`: fields that it keeps back and others show them; `masked`: fields it shows in part. */
export type NaiveRecord = { id: string; values: RecordValues; hidden: Id[]; masked: Id[] }

export type NaiveQuery = { where?: Logic; search?: string }

/**
 * What somebody gets to see of `ticket`, found out record by record and role by role: a second opinion on what storage compiles into SQL.
 * Shares nothing with `rightsOn`; conditions go through the expression language's closures.
 *
 * @returns the records with the values they have for this person, and which of their fields are hidden in this record alone; undefined when the query names what does not exist for them
 */
export function naiveRecords(
  { records, lines }: Truth,
  roles: readonly RoleDocument[],
  held: readonly Id[],
  given: Given,
  { fields, texts }: { fields: readonly Id[]; texts: readonly Id[] },
  query: NaiveQuery,
): NaiveRecord[] | undefined {
  const grantsOn = (entity: Id) => roles.filter(({ id }) => held.includes(id)).flatMap(({ grants }) => grants[entity] ?? [])
  const hides = (entity: Id, field: Id): boolean => {
    const reading = grantsOn(entity).filter(mayRead)
    // Whom no role lets read meets a record by a task at most: what one role hides from anybody is hidden from them.
    if (reading.length === 0) return roles.some(({ grants }) => grants[entity]?.fields?.[field] === 'hidden')
    return reading.every((grant) => grant.fields?.[field] === 'hidden')
  }
  const visible = fields.filter((field) => !hides('ticket', field))
  for (const [first = '', second] of query.where === undefined ? [] : namesIn(query.where)) {
    if (first.startsWith('$')) continue
    if (!visible.includes(first) || (second !== undefined && hides('product', second))) return undefined
  }
  const holds = (condition: Logic, cell: (path: readonly string[]) => JsonValue) =>
    isTruthy(compileEvaluator(condition)((path) => cell(path), given))

  /** Role by role: those that let this person read the record. */
  const reaching = (entity: Id, cell: (path: readonly string[]) => JsonValue) =>
    grantsOn(entity).filter(({ read }) => read === true || (mayRead({ read }) && holds(read as Logic, cell)))
  const shows = (grants: readonly EntityGrant[], field: Id) => grants.some((grant) => grant.fields?.[field] !== 'hidden')
  const showsWhole = (grants: readonly EntityGrant[], field: Id) =>
    grants.some((grant) => !['hidden', 'masked'].includes(String(grant.fields?.[field] ?? '')))
  const lineSeen = (product: string): JsonValue => {
    const line = lines.get(product) ?? null
    const grants = lines.has(product) ? reaching('product', () => line) : []
    if (!shows(grants, 'line')) return null
    return showsWhole(grants, 'line') || typeof line !== 'string' ? line : starred(line)
  }

  return records
    .flatMap(({ id, values }) => {
      const known = ([field = '', second]: readonly string[]) =>
        second === undefined ? (values[field] ?? null) : (lines.get(idOf(values[field] ?? null)) ?? null)
      const grants = reaching('ticket', known)
      if (grants.length === 0) return []
      const hidden = visible.filter((field) => !shows(grants, field)).sort()
      const masked = visible.filter((field) => !hidden.includes(field) && !showsWhole(grants, field)).sort()
      const seen = (field: Id, value: JsonValue) => (masked.includes(field) && typeof value === 'string' ? starred(value) : value)
      const cells = visible.toSorted().map((field) => [field, hidden.includes(field) ? null : seen(field, values[field] ?? null)] as const)
      return [{ id, values: Object.fromEntries(cells), hidden, masked }]
    })
    .filter(({ values }) => {
      const seen = ([field = '', second]: readonly string[]) =>
        second === undefined ? (values[field] ?? null) : lineSeen(idOf(values[field] ?? null))
      return query.where === undefined || holds(query.where, seen)
    })
    .filter(({ values }) => {
      const { search } = query
      return search === undefined || texts.some((field) => String(values[field] ?? '').includes(search))
    })
}

/** First and last letter; nothing of what is shorter than four. */
const starred = (text: string): string => (text.length < 4 ? '****' : text.replace(/^(.).*(.)$/s, '$1****$2'))

const mayRead = ({ read }: Pick<EntityGrant, 'read'>): boolean => read !== undefined && read !== false

const idOf = (value: JsonValue): string => (typeof value === 'string' ? value : String((value as { id?: string } | null)?.id ?? ''))
