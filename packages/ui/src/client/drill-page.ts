import type { DataRecord, Id } from '@tangram/data-model'
import type { ColumnMeta } from '@tangram/report-engine'

/** `entity` is the table of the records: that of the report, or the one its figures are about. */
export type DrillPage = {
  records: DataRecord[]
  next: string | null
  entity?: Id
  columns: Id[] | ColumnMeta[]
  count: number
  overlaps?: boolean
}
