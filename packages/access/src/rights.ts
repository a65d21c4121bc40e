import type { Id } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** `true` all records, `false` none, else the records the logic holds for. */
export type Condition = boolean | Logic

/** Rights of one principal on one entity, as predicates that storage compiles into every query. */
export type EntityRights = {
  read: Condition
  create: Condition
  update: Condition
  delete: Condition
  export: boolean
  hidden: ReadonlySet<Id>
  /** Not to be changed on a record that is there. What is hidden cannot be written either. */
  readOnly: ReadonlySet<Id>
  /** Not to be given to a new record. */
  readOnlyOnCreate: ReadonlySet<Id>
}
