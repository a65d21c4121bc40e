import { canSeeDashboard, type EmbedPrincipal, type PersonPrincipal } from '@tangram/access'
import { type Entity, type Id, inOrder, itemOf, type JsonValue, pointer } from '@tangram/data-model'
import {
  askedFilters,
  type Cell,
  type Cross,
  checkAsked,
  crossFilters,
  type DashboardDocument,
  entityReportScope,
  type FilterValues,
  filtersOf,
  inReadingOrder,
  isFilterValue,
  type ReportDocument,
  type ReportFilter,
  valuesFor,
} from '@tangram/report-engine'
import type { Reports } from '@tangram/storage'
import { fail } from './errors.ts'
import { invalid } from './http/invalid.ts'
import type { Services } from './services.ts'

/** What a reader asks of a dashboard: values of its filters where they differ from their own defaults, and the mark they clicked. */
export type DashboardAsked = { values?: { [filter: Id]: JsonValue } | undefined; cross?: { report: Id; cell: Cell } | undefined }

/** A dashboard as one reader reads it. */
export type DashboardReading = {
  dashboard: DashboardDocument
  /** The reports on it, each once, as they are read. */
  reports: Id[]
  /** Values in force: those asked for, else the reader's defaults. */
  values: FilterValues
  /**
   * With the reader's rights, or the publisher's where the dashboard says so. Those are lent for figures alone: a report that lists values and
   * counts nothing is the reader's own.
   */
  reportsFor(report: Id): Reports
  /** What its filters and the click ask of one report. */
  filtersFor(report: Id): ReportFilter[]
  /** Filters that ask something, but mean nothing to a report; `cross` when the click does not. */
  unreached(report: Id): { filters: Id[]; cross: boolean }
}

/**
 * @throws server.not-found 404 for a dashboard that is not the reader's to open, server.dashboard.publisher-gone 409, and 400 for values its
 *   filters cannot have
 */
export async function readDashboard(
  services: Services,
  principal: PersonPrincipal | EmbedPrincipal,
  { app, dashboard: id }: { app: Id; dashboard: Id },
  asked: DashboardAsked,
): Promise<DashboardReading> {
  const { document, resolved } = await services.storage.apps.get(principal, app)
  const dashboard = itemOf(document.dashboards, id)
  if (!dashboard || !canSeeDashboard(document.access, principal, app, id)) throw fail('server.not-found')
  const reports = [...new Set(inReadingOrder(inOrder(dashboard.tiles)).map((tile) => tile.report))]
  const values = {
    ...valuesFor(dashboard, principal.kind === 'link' ? [principal.role] : (principal.roles[app] ?? [])),
    ...soundValues(dashboard, asked.values),
  }
  const { cross } = asked
  const clicked = cross && itemOf(document.reports, cross.report)
  if (cross) refuseUnsound(cross, reports.includes(cross.report) ? clicked : undefined, resolved.reportSource, resolved.entity)
  // Somebody outside is nobody here and in no team.
  const reader = principal.kind === 'link' ? { id: principal.id, teams: [] } : { id: principal.id, teams: principal.teams }
  const fromOf = (report: Id) => itemOf(document.reports, report)?.from
  const crossed = (report: Id): ReportFilter[] | undefined => {
    const from = fromOf(report)
    if (!clicked || !cross || cross.report === report || from === undefined) return []
    return crossFilters(dashboard, { clicked, cell: cross.cell }, from, resolved.reportSource)
  }
  const own = services.storage.reports(principal)
  // A link has rights of its own: the publisher's are lent to people of the organisation.
  const isLent = dashboard.access === 'publisher' && principal.kind === 'person'
  const lent = isLent ? services.storage.reports(await publisherFor(services, principal, app)) : own
  const hasFigures = (report: Id) => (itemOf(document.reports, report)?.measureOrder.length ?? 0) > 0
  return {
    dashboard,
    reports,
    values,
    reportsFor: (report) => (hasFigures(report) ? lent : own),
    filtersFor: (report) => {
      const from = fromOf(report)
      const source = from === undefined ? undefined : resolved.reportSource(from)
      if (!source) return []
      const scope = entityReportScope(source, resolved.entity)
      return [...filtersOf(dashboard, values, source.id, scope, reader), ...(crossed(report) ?? [])]
    },
    unreached: (report) => {
      const from = fromOf(report)
      const filters = askedFilters(dashboard, values).filter(({ fields }) => from === undefined || !Object.hasOwn(fields, from))
      return { filters: filters.map((one) => one.id), cross: crossed(report) === undefined }
    },
  }
}

/** The publisher's rights, read by the reader's clock and in their language. */
async function publisherFor({ storage }: Services, { zone, locale }: PersonPrincipal, app: Id): Promise<PersonPrincipal> {
  const publisher = await storage.apps.publisher(app)
  if (!publisher) throw fail('server.dashboard.publisher-gone')
  return { ...publisher, zone, locale }
}

/** @throws 400 for values that filters of this dashboard cannot have */
export function soundValues({ filters }: DashboardDocument, values: DashboardAsked['values'] = {}): FilterValues {
  for (const [id, value] of Object.entries(values)) {
    const filter = itemOf(filters, id)
    if (!filter || !isFilterValue(filter, value))
      throw invalid(pointer('values', id), {
        en: 'expected a value that a filter of this dashboard can have',
        'zh-CN': '应为该看板筛选可用的值',
      })
  }
  return values as FilterValues
}

type Find = (id: Id) => Entity | undefined

/** A click is on a mark of this dashboard. */
function refuseUnsound(cross: Cross, clicked: ReportDocument | undefined, sourceOf: Find, entity: Find): void {
  const source = clicked && sourceOf(clicked.from)
  if (!source) throw invalid('/cross/report', { en: 'expected a report of this dashboard', 'zh-CN': '应为该看板中的报表' })
  const [wrong] = checkAsked(clicked, { cell: cross.cell }, entityReportScope(source, entity))
  if (wrong) throw invalid(`/cross${wrong.path}`, wrong.message)
}
