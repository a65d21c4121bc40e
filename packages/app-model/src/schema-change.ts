import type { Attribute, Entity, Id } from '@tangram/data-model'

/**
 * What a publish asks of storage, without SQL. Nothing is ever dropped but indexes: what goes is retired and keeps its data.
 *
 * Order within a plan: entities and attributes that come, then changes and indexes, then what is retired. A field whose kind of
 * value changes is a `retire-attribute` right before an `add-attribute` of the same id: storage converts what it can; so is one that
 * turns virtual or back, without the half that has no column.
 * `create-entity` and `restore-entity` bring the indexes and unique sets of the entity with them, a sub-form its table and columns.
 *
 * With `rows` the attribute is a column of that sub-form.
 */
export type SchemaChange =
  | { type: 'create-entity'; entity: Entity }
  | { type: 'restore-entity'; entity: Entity }
  | { type: 'retire-entity'; entity: Id }
  | { type: 'add-attribute'; entity: Id; rows?: Id; attribute: Attribute }
  /** The id was retired earlier with a type whose column can hold the new one. */
  | { type: 'restore-attribute'; entity: Id; rows?: Id; attribute: Attribute }
  | { type: 'retire-attribute'; entity: Id; rows?: Id; attribute: Id }
  /** Same kind of value; `to` is at least as wide. Bounds, required, unique, computed or numbering differ. */
  | { type: 'change-attribute'; entity: Id; rows?: Id; from: Attribute; to: Attribute }
  | { type: 'add-index'; entity: Id; fields: Id[]; unique: boolean }
  | { type: 'drop-index'; entity: Id; fields: Id[]; unique: boolean }
