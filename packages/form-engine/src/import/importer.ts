import type { JsonObject, JsonValue } from '@tangram/data-model'
import type { ImportCell } from './cell-text.ts'
import type { ColumnProfile } from './column-profile.ts'

/** How well a column fits a type. */
export type Recognition = {
  /** 0 to 1. */
  confidence: number
  /** Why, as a code of `importMessages`. */
  reason: string
  config?: JsonObject
  /** Cells that this type cannot hold. */
  misfits?: number
}

export type ImportGiven = { zone: string }

/** How a field type meets the cells of a table file. Both parts are optional: what is left out follows from the value type. */
export type Importer<Config = JsonObject> = {
  /** Whether a column may be of this type; undefined: it is not. */
  recognise?(column: ColumnProfile): Recognition | undefined
  /** The value of a cell that holds something; undefined: it cannot be read as one. What is read is checked like any other input. */
  read?(cell: ImportCell, config: Config, given: ImportGiven): JsonValue | undefined
}
