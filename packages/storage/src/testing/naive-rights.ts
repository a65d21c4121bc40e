import type { EntityGrant, RoleDocument } from '@tangram/access'
import type { Id, JsonValue, RecordValues } from '@tangram/data-model'
import { compileEvaluator, type Given, isTruthy, type Logic, namesIn } from '@tangram/expression'

/** Everything there is, as the server itself knows it. `lines`: what each product has in `line`. */
export type Truth = { records: readonly { id: string; values: RecordValues }[]; lines: ReadonlyMap<string, JsonValue> }

export type NaiveQuery = { where?: Logic; search?: string }

/**
 * What somebody gets to see of `ticket`, found out record by record and role by role: a second opinion on what storage compiles into SQL.
 * Shares nothing with `rightsOn`; conditions go through the expression language's closures.
 *
 * @returns the records with the values they have for this person; undefined when the query names what does not exist for them
 */
export function naiveRecords(
  { records, lines }: Truth,
  roles: readonly RoleDocument[],
  held: readonly Id[],
  given: Given,
  { fields, texts }: { fields: readonly Id[]; texts: readonly Id[] },
  query: NaiveQuery,
): { id: string; values: RecordValues }[] | undefined {
  const grantsOn = (entity: Id) => roles.filter(({ id }) => held.includes(id)).flatMap(({ grants }) => grants[entity] ?? [])
  const hides = (entity: Id, field: Id): boolean => {
    const reading = grantsOn(entity).filter(mayRead)
    // Whom no role lets read meets a record by a task at most: what one role hides from anybody is hidden from them.
    if (reading.length === 0) return roles.some(({ grants }) => grants[entity]?.fields?.[field] === 'hidden')
    return reading.every((grant) => grant.fields?.[field] === 'hidden')
  }
  const seesProducts = grantsOn('product').some(mayRead)
  const visible = fields.filter((field) => !hides('ticket', field))
  for (const [first = '', second] of query.where === undefined ? [] : namesIn(query.where)) {
    if (first.startsWith('$')) continue
    if (!visible.includes(first) || (second !== undefined && hides('product', second))) return undefined
  }
  const cellOf = (values: RecordValues, [field = '', second]: readonly string[], seesLine: boolean): JsonValue => {
    const value = values[field] ?? null
    if (second === undefined) return value
    return seesLine ? (lines.get(idOf(value)) ?? null) : null
  }
  const holds = (condition: Logic, values: RecordValues, seesLine: boolean) =>
    isTruthy(compileEvaluator(condition)((path) => cellOf(values, path, seesLine), given))

  return records
    .filter(({ values }) =>
      grantsOn('ticket').some(({ read }) => read === true || (mayRead({ read }) && holds(read as Logic, values, true))),
    )
    .filter(({ values }) => query.where === undefined || holds(query.where, values, seesProducts))
    .filter(({ values }) => {
      const { search } = query
      if (search === undefined) return true
      return texts.some((field) => visible.includes(field) && String(values[field] ?? '').includes(search))
    })
    .map(({ id, values }) => ({ id, values: Object.fromEntries(visible.map((field) => [field, values[field] ?? null])) }))
}

const mayRead = ({ read }: Pick<EntityGrant, 'read'>): boolean => read !== undefined && read !== false

const idOf = (value: JsonValue): string => (typeof value === 'string' ? value : String((value as { id?: string } | null)?.id ?? ''))
