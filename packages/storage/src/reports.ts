import type { DataRecord, Id, JsonValue } from '@tangram/data-model'
import type { DrillStep, ReportFilter, ReportResult } from '@tangram/report-engine'

/** Reports with the viewer's rights. */
export type Reports = {
  /**
   * @param steps where the reader went down: each the cell of the report before and what it is broken down by
   * @throws storage.report.unknown 404, report.field.unreadable 403
   */
  run(app: Id, report: Id, filters?: ReportFilter[], steps?: readonly DrillStep[]): Promise<ReportResult>
  /**
   * A report as somebody is drawing it up, over what the published app has; it need not be one at all.
   * @throws storage.entity.unknown 404, storage.query.invalid 400 (with the first of its faults)
   */
  preview(app: Id, report: JsonValue): Promise<ReportResult>
  /**
   * Exactly the records behind one mark: `cell` holds the values of the dimensions. `entity` is their table: that of the report, or the one
   * that the rows of its dataset are about.
   */
  drill(
    app: Id,
    report: Id,
    query: {
      cell: { [dimension: Id]: JsonValue }
      measure?: Id
      filters?: ReportFilter[]
      steps?: readonly DrillStep[]
      after?: string
      limit?: number
    },
  ): Promise<{ records: DataRecord[]; next: string | null; entity: Id; columns: Id[]; count: number }>
}
