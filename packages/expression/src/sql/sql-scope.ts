import type { ValueType } from '@tangram/data-model'
import type { Expression } from 'kysely'
import type { Given } from '../logic.ts'

/** Where the names of an expression live in a query. */
export type SqlScope = {
  /** As in `Scope`; the record's own `id` is a reference, as every uuid column is. */
  typeOf(path: readonly string[]): ValueType | undefined
  /**
   * The column (or sub-select) holding a name; asked only for names that `typeOf` knows and that do not begin with `$now`, `$today` or
   * `$user`. A column of a sub-form (`items.amount`) is an array in the order of the rows, empty when there are none; the sub-form itself
   * (`items`) is an array or a JSON array with one entry a row.
   */
  columnOf(path: readonly string[]): Expression<unknown>
  given: Given
}
