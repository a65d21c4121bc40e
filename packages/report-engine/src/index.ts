export type { DashboardDocument, Dimension, Measure, ReportDocument, ReportFilter, Tile } from './document.ts'
