import type { Instant, Locale } from '@tangram/data-model'
import type { ReportDocument, ReportResult } from '@tangram/report-engine'

/** What is drawn: one report, or the reports of a dashboard at their places on its grid of 12 columns. Plain JSON. */
export type Picture = {
  title: string
  /** The filters in force and whatever else a reader must know, one line each. */
  notes: string[]
  asOf: Instant
  timezone: string
  locale: Locale
  tiles: PictureTile[]
}

export type PictureTile = {
  title: string
  x: number
  y: number
  w: number
  h: number
  report: Pick<ReportDocument, 'chart'> & Partial<Pick<ReportDocument, 'cols'>>
  /** Absent when the report failed; `problem` says why. */
  result?: ReportResult
  problem?: string
}
