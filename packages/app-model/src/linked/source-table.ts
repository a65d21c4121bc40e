import type { LocalizedText } from '@tangram/data-model'

/** A table or view as the database tells of it. */
export type SourceTable = {
  schema: string
  table: string
  comment: string | null
  columns: SourceColumn[]
  /** Primary key, else a unique set of columns that are never empty; none when the database declares neither. */
  key: string[]
}

export type SourceColumn = {
  column: string
  /** PostgreSQL's name of the type: `character varying(20)`. */
  type: string
  comment: string | null
  nullable: boolean
  /** The values of an enum, in their order. */
  options: string[] | null
  /** Where a foreign key of this one column leads. */
  references: { schema: string; table: string; column: string } | null
}

/** A column that no field can show, and why. */
export type SkippedColumn = { column: string; type: string; reason: LocalizedText }
