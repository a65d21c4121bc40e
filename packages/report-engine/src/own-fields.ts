import { integer, type JsonValue, text } from '@tangram/data-model'
import type { Dimension, ReportDocument, ReportFilter } from './document.ts'
import { pathOf } from './filter-logic.ts'
import { type Followed, followed, type ReportScope } from './report-scope.ts'

/** Fields a report has of itself: the stage of its funnel, the beginning of its cohort and how many periods later a record is. */
export const stageField = '$stage'
export const cohortStart = '$cohort.start'
export const cohortOffset = '$cohort.offset'

export type OwnField = typeof stageField | typeof cohortStart | typeof cohortOffset

export const isOwnField = (field: string): field is OwnField => field === stageField || field === cohortStart || field === cohortOffset

/** What comes one after the other, so that a figure may be a part of the one before. */
export const isStep = ({ field }: Dimension): boolean => field === stageField || field === cohortOffset

/** The value of the groups without records: every stage and every period that has been is there. */
export const fillOf = (dimension: Dimension): JsonValue | undefined =>
  dimension.fill === undefined && isStep(dimension) ? 0 : dimension.fill

/** The paths of a report's filters and measures: those of its table, and when its cohorts began. */
export function scopeOfReport(report: Pick<ReportDocument, 'cohort'>, scope: ReportScope): ReportScope {
  const { cohort } = report
  if (!cohort) return scope
  const at = followed(scope, pathOf(cohort.at))
  return withOwn(scope, { [cohortStart]: at && { type: at.type, grain: [] }, [cohortOffset]: { type: integer(), grain: [] } })
}

/** The paths of a report's dimensions: the stage as well, of which a record has several. */
export function scopeOfDimensions(report: Pick<ReportDocument, 'cohort' | 'funnel'>, scope: ReportScope): ReportScope {
  const all = scopeOfReport(report, scope)
  return report.funnel ? withOwn(all, { [stageField]: { type: text(), grain: [stageField] } }) : all
}

function withOwn(scope: ReportScope, own: { [field: string]: Followed | undefined }): ReportScope {
  const fields = new Map(Object.entries(own))
  return { ...scope, follow: (path) => fields.get(path.join('.')) ?? followed(scope, path) }
}

/**
 * The report with what its funnel and its cohort say written as filters: the records of the first stage, the offsets that are shown, and the
 * filters of the time as filters of when a key began.
 */
export function withOwnFilters<Report extends ReportDocument>(report: Report): Report {
  const { funnel, cohort } = report
  if (!funnel && !cohort) return report
  // Stages are what they are: a comparison with earlier does not move their times.
  const first = (funnel?.stages[0]?.where ?? []).map((filter): ReportFilter => ({ any: [filter] }))
  const own = report.where ?? []
  const where = [...(cohort && !cohort.where ? own.map((filter) => ofStart(filter, cohort.at)) : own), ...first]
  if (cohort) where.push({ field: cohortOffset, gte: 0 }, { field: cohortOffset, before: cohort.periods })
  return { ...report, where }
}

function ofStart(filter: ReportFilter, at: string): ReportFilter {
  if ('any' in filter) return { any: filter.any.map((one) => ofStart(one, at)) }
  return 'field' in filter && filter.field === at ? { ...filter, field: cohortStart } : filter
}

/** What a record is to meet to be the first of its key: not when it was, nor anything about the cohorts. */
export function whereOfCohort({ cohort, where = [] }: Pick<ReportDocument, 'cohort' | 'where'>): ReportFilter[] {
  return cohort?.where ?? where.filter((one) => !isAboutCohort(one))
}

function isAboutCohort(filter: ReportFilter): boolean {
  return 'any' in filter ? filter.any.some(isAboutCohort) : 'field' in filter && isOwnField(filter.field)
}
