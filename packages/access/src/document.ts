import type { Collection, Id, LocalizedText, MaskKind } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'

export type AccessDocument = { roles: Collection<RoleDocument> }

/** What the people of one role may see and do. A person with several roles has what any of them gives. */
export type RoleDocument = {
  id: Id
  label: LocalizedText
  /** By entity id. Absent: nothing. */
  grants: { [entity: Id]: EntityGrant }
  /** True: may open the designer and publish. */
  designs?: boolean
  /** Dashboards this role sees; 'all' or ids. */
  dashboards?: 'all' | Id[]
}

/** `true`: every record. JSON Logic: the records it holds for (may use `$user.id`, `$user.teams`). */
export type Grant = boolean | Logic

export type EntityGrant = {
  read?: Grant
  create?: Grant
  update?: Grant
  delete?: Grant
  export?: boolean
  /** Fields not named here may be read and written. */
  fields?: { [field: Id]: FieldRule }
}

/** `masked`: seen in part, as fits the type of the field, or as `mask` says; never changed. `first` and `last` are for the mask `ends`. */
export type FieldRule = 'hidden' | 'read' | 'masked' | { mask: MaskKind; first?: number; last?: number }
