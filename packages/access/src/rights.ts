import type { Id, Mask } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

/** `true` all records, `false` none, else the records the logic holds for. */
export type Condition = boolean | Logic

export type CellMask = { mask: Mask; clearWhere: Condition }

/** Rights of one principal on one entity, as predicates that storage compiles into every query. */
export type EntityRights = {
  read: Condition
  create: Condition
  update: Condition
  delete: Condition
  export: boolean
  /** Shown in no record. */
  hidden: ReadonlySet<Id>
  /** Shown only in the records for which the condition holds. What is neither here nor hidden is shown in every record that is read. */
  shownWhere: ReadonlyMap<Id, Condition>
  /** Shown, but masked save in the records for which `clearWhere` holds. Where it is masked it cannot be changed. */
  masked: ReadonlyMap<Id, CellMask>
  /** Not to be changed on a record that is there. What is hidden cannot be written either. */
  readOnly: ReadonlySet<Id>
  /** To be changed only on records for which the condition holds. */
  writableWhere: ReadonlyMap<Id, Condition>
  /** Not to be given to a new record. */
  readOnlyOnCreate: ReadonlySet<Id>
  /** To be given only to new records for which the condition holds. */
  writableWhereOnCreate: ReadonlyMap<Id, Condition>
}
