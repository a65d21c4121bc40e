import type { Collection } from './collection.ts'
import type { Id } from './id.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { keyTypeOf, type LinkedTable } from './linked.ts'
import type { LocalizedText } from './localized-text.ts'
import type { MaskKind } from './mask.ts'
import type { PersonalKind } from './personal.ts'
import { integer, reference, text, timestamp, type ValueType } from './value-type.ts'

/** An entity as the author keeps it: a table of the app. */
export type EntityDocument = {
  id: Id
  label: LocalizedText
  icon?: string
  /** The field whose value names a record to people. */
  title: Id
  fields: Collection<FieldDocument>
  /** Sets of fields whose values together occur once among the records that are not deleted. */
  unique?: Id[][]
  /** Fields that lists filter or sort by often: an index each. */
  indexes?: Id[][]
  /** True: other apps may reference it. */
  shared?: boolean
  /** Present: not a table of the app but one that the database has already. */
  linked?: LinkedTable
}

/** A field as the author keeps it. `type` names an entry of the field registry, `config` holds that type's settings. */
export type FieldDocument = {
  id: Id
  type: Id | string
  label: LocalizedText
  help?: LocalizedText
  config?: JsonObject
  required?: boolean
  unique?: boolean
  /** True: the values of a text field are kept sealed in the database. */
  encrypted?: boolean
  /** What it says about a person: found by the finder of personal data, and in its inventory. Not of a sub-form, whose columns say it. */
  personal?: PersonalKind
  /** JSON Logic; evaluated when a record is created without a value. */
  default?: JsonValue
  /** JSON Logic; people cannot write the field. */
  computed?: JsonValue
  /** Columns of a sub-form. */
  fields?: Collection<FieldDocument>
  /** Of a linked table: its column that the field shows. */
  column?: string
}

/** One choice of a choice field: `config.options` holds these. */
export type Option = { id: string; label: LocalizedText; color?: string }

/** A field resolved against the registry: all that storage, expressions, access and reports need to know. */
export type Attribute = {
  id: Id
  label: LocalizedText
  valueType: ValueType
  required: boolean
  unique: boolean
  /** Choices by id, for labels in exports, reports and formulas. */
  options?: Option[]
  default?: JsonValue
  computed?: JsonValue
  /** Values the server gives: a serial number pattern. */
  serial?: { prefix: string; date: 'none' | 'year' | 'month' | 'day'; digits: number }
  fieldType: string
  /** How its values are masked where a role says no more than that; first and last character when absent. */
  mask?: MaskKind
  personal?: PersonalKind
  /** Columns of a sub-form: its rows live in a child table. */
  rows?: { order: Id[]; attributes: { [id: Id]: Attribute } }
  /** True: its `computed` reads other records, the person or the clock. It has no column; every query computes it. */
  virtual?: boolean
}

/** An entity resolved: `system` entities live in schema tangram, others in the schema of their app. */
export type Entity = {
  app: Id
  id: Id
  label: LocalizedText
  title: Id
  attributes: { [id: Id]: Attribute }
  order: Id[]
  unique: Id[][]
  indexes: Id[][]
  system?: boolean
  /** True: no records of its own, but figures about others that reports may ask, such as the time each step took. */
  dataset?: boolean
  /** Present: rows of a table that the database has already, which are only read. `columns`: the one of each attribute. */
  linked?: LinkedTable & { columns: { [attribute: Id]: string } }
}

/** What the id of a record of this entity is: that which references to it hold. */
export function idTypeOf({ id, linked }: Pick<Entity, 'id' | 'linked'>): ValueType & { kind: 'reference' } {
  return reference(id, false, linked && keyTypeOf(linked))
}

/** Attributes that every record has, beside its own. */
export const recordAttributes = {
  id: { label: { en: 'Record id', 'zh-CN': '记录编号' }, valueType: text() },
  version: { label: { en: 'Version', 'zh-CN': '版本' }, valueType: integer({ min: 1 }) },
  created_at: { label: { en: 'Created', 'zh-CN': '创建时间' }, valueType: timestamp },
  created_by: { label: { en: 'Created by', 'zh-CN': '创建人' }, valueType: reference('person') },
  updated_at: { label: { en: 'Updated', 'zh-CN': '更新时间' }, valueType: timestamp },
  updated_by: { label: { en: 'Updated by', 'zh-CN': '更新人' }, valueType: reference('person') },
  deleted_at: { label: { en: 'Deleted', 'zh-CN': '删除时间' }, valueType: timestamp },
  deleted_by: { label: { en: 'Deleted by', 'zh-CN': '删除人' }, valueType: reference('person') },
} satisfies { [id: string]: { label: LocalizedText; valueType: ValueType } }

/** Ids a field may not take: the columns every record has. */
export const reservedFieldIds: ReadonlySet<Id> = new Set(Object.keys(recordAttributes))

/** Ids a column of a sub-form may not take, beside `reservedFieldIds`: those of its child table. */
export const reservedRowIds: ReadonlySet<Id> = new Set(['record', 'position'])

/** The table of a sub-form's rows: `ticket__items`. Shortened where PostgreSQL would cut it at 63 bytes. */
export function rowsTableOf(entity: Id, field: Id): string {
  const name = `${entity}__${field}`
  return name.length <= 63 ? name : `${name.slice(0, 54)}_${shortHash(name)}`
}

/** Eight hexadecimal digits (FNV-1a). */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

/** Entities of the organisation itself; any app may reference them. They live in schema `tangram`. */
export const systemEntities: readonly Id[] = ['person', 'team', 'department']

/** A record as it crosses a boundary. `values` has only what the reader may see. */
export type DataRecord = {
  id: string
  version: number
  createdAt: string
  createdBy: string | null
  updatedAt: string
  updatedBy: string | null
  deletedAt?: string | null
  values: { [attribute: Id]: JsonValue }
  /** Labels of referenced records and people by their id, so that a list needs no second request. */
  labels?: { [id: string]: string }
  /** Fields that other records show this reader and this one does not; their values are null, whatever they are. */
  hidden?: Id[]
  /** Fields that this reader may change in other records and not in this one. */
  readOnly?: Id[]
  /** Fields whose value here is masked; this reader may not change them in this record. */
  masked?: Id[]
}
