import type { DataRecord, Id, JsonValue } from '@tangram/data-model'
import type { ReportFilter, ReportResult } from '@tangram/report-engine'

/** Reports with the viewer's rights. */
export type Reports = {
  /** @throws storage.report.unknown 404, report.field.unreadable 403 */
  run(app: Id, report: Id, filters?: ReportFilter[]): Promise<ReportResult>
  /** Exactly the records behind one mark: `cell` holds the values of the dimensions. */
  drill(
    app: Id,
    report: Id,
    query: { cell: { [dimension: Id]: JsonValue }; measure?: Id; filters?: ReportFilter[]; after?: string; limit?: number },
  ): Promise<{ records: DataRecord[]; next: string | null; columns: Id[]; count: number }>
}
