import type { Readable } from 'node:stream'
import type { DataRecord, Id, JsonValue, Locale } from '@tangram/data-model'
import type { DrillStep, ReportFilter, ReportResult } from '@tangram/report-engine'
import type { Records } from './records/records.ts'

/** How a report is carried out; none of it changes the answer. */
export type Execution = {
  /** Whoever asked has left: a statement nobody else waits for is cancelled. */
  signal?: AbortSignal
  /** True: read anew, whatever is remembered. */
  fresh?: boolean
}

/** Everything a report answers, whatever limit it is shown with, in pages as it is read. */
export type ReportRows = Pick<ReportResult, 'columns' | 'asOf' | 'timezone'> & { pages: AsyncIterable<ReportPage> }

/** The rows of a CSV file as bytes, without headings and byte order mark. */
export type ReportCsv = Pick<ReportResult, 'columns' | 'asOf' | 'timezone'> & { lines: Readable }

/** Some hundred rows as in `ReportResult`, with the labels of the people, teams and records that are keys in them. */
export type ReportPage = { rows: JsonValue[][]; labels: { [id: string]: string } }

/** A page of the records behind a mark and how many there are in all. `overlaps`: one record may stand behind several marks. */
export type DrilledRecords = { records: DataRecord[]; next: string | null; entity: Id; columns: Id[]; count: number; overlaps: boolean }

/** A mark of a report, and how its reader got there. */
type AskedMark = {
  cell: { [dimension: Id]: JsonValue }
  measure?: Id | undefined
  filters?: ReportFilter[]
  steps?: readonly DrillStep[] | undefined
  signal?: AbortSignal
}

/** All records behind a mark, to be written to a file: `columns` are those the report shows of them, [] where it does not say. */
export type RecordsBehind = {
  entity: Id
  columns: Id[]
  count: number
  /** Newest first, read while they are taken. */
  records(select: readonly Id[]): AsyncIterable<DataRecord>
  /** @see Records.csv */
  csv(select: readonly Id[], more: Parameters<Records['csv']>[3]): Promise<Readable | null>
}

/** Reports with the viewer's rights. */
export type Reports = {
  /**
   * @param steps where the reader went down: each the cell of the report before and what it is broken down by
   * @throws storage.report.unknown 404, report.field.unreadable 403
   */
  run(app: Id, report: Id, filters?: ReportFilter[], steps?: readonly DrillStep[], how?: Execution): Promise<ReportResult>
  /**
   * The rows of a file: read while they are taken, none of them kept. Leaving off (`break`, `return()`) ends the reading.
   *
   * @throws as `run`
   */
  rows(
    app: Id,
    report: Id,
    asked?: { filters?: readonly ReportFilter[]; steps?: readonly DrillStep[]; signal?: AbortSignal },
  ): Promise<ReportRows>
  /**
   * A report with its totals for a file: up to so many groups, whatever limit it is shown with. Nothing of it is remembered.
   *
   * @throws as `run`
   */
  whole(
    app: Id,
    report: Id,
    asked: { filters?: readonly ReportFilter[]; steps?: readonly DrillStep[]; signal?: AbortSignal; groups: number },
  ): Promise<ReportResult>
  /**
   * The same rows, written as CSV by PostgreSQL itself with labels in this language; times are those of the report's zone.
   *
   * @throws as `run`
   */
  csv(
    app: Id,
    report: Id,
    asked: { filters?: readonly ReportFilter[]; steps?: readonly DrillStep[]; signal?: AbortSignal; locale: Locale },
  ): Promise<ReportCsv>
  /**
   * A report as somebody is drawing it up, over what the published app has; it need not be one at all.
   * @throws storage.entity.unknown 404, storage.query.invalid 400 (with the first of its faults)
   */
  preview(app: Id, report: JsonValue, how?: Execution): Promise<ReportResult>
  /**
   * Exactly the records behind one mark: `cell` holds the values of the dimensions it is about, of a total only those it is not over.
   * `entity` is their table: that of the report, or the one that the rows of its dataset are about.
   */
  drill(app: Id, report: Id, query: AskedMark & { after?: string | undefined; limit?: number | undefined }): Promise<DrilledRecords>
  /**
   * The same records, all of them. Needs the right to export them.
   *
   * @throws storage.export.forbidden 403; storage.report.recordless 404 for a figure that is about no records
   */
  behind(app: Id, report: Id, query: AskedMark): Promise<RecordsBehind>
}
