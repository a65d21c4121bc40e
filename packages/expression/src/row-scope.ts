import type { Attribute, Entity } from '@tangram/data-model'
import { type MoreNames, scopeOver } from './entity-scope.ts'
import { type Entities, foundAt, namesFrom, recordOf, rowOf } from './follow-path.ts'
import type { Scope } from './logic.ts'

/**
 * The names in a row of a sub-form: `amount` and `$row.amount` are its own, `$parent.discount` and `$form.discount` those of the record
 * that holds it. With one level of rows the two are the same record.
 *
 * @param attribute the sub-form, with its `rows`
 */
export function rowScope(entity: Entity, attribute: Attribute, entities: Entities, more: MoreNames = {}): Scope {
  const row = rowOf(attribute)
  const record = recordOf(entity)
  const own = (path: readonly string[]) => {
    const [first, ...rest] = path
    if (first === '$row') return foundAt(row, rest, entities)
    if (first === '$parent' || first === '$form') return foundAt(record, rest, entities)
    return foundAt(row, path, entities)
  }
  return scopeOver(own, more, () =>
    (['zh-CN', 'en'] as const).flatMap((locale) => [
      ...namesFrom(row, entities, locale, 2),
      ...namesFrom(record, entities, locale, 2).map(({ path, label }) => ({ path: ['$parent', ...path], label: `$parent.${label}` })),
    ]),
  )
}
