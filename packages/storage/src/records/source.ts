import type { Attribute, Id, ValueType } from '@tangram/data-model'
import type { EntityRights } from '@tangram/access'
import type { RawBuilder } from 'kysely'

/** The records of one entity with one principal's rights compiled in. */
export type Source = {
  /** A subselect in parentheses, without alias. Columns: id, version, created_at … and the visible attributes by id. */
  query: RawBuilder<unknown>
  /** Attributes the principal may see, in order. */
  attributes: readonly Attribute[]
  rights: EntityRights
  /**
   * A path across references (`['product','line']`) as an expression over the alias the subselect was given.
   * Referenced records come through the source of their own entity. Undefined when a step is unknown or hidden.
   */
  attribute(alias: string, path: readonly Id[]): { expression: RawBuilder<unknown>; type: ValueType; attribute: Attribute | undefined } | undefined
}
