import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconMaximize, IconRefresh } from '@tabler/icons-react'
import { type Id, inOrder, itemOf, type JsonObject } from '@tangram/data-model'
import type { DashboardDocument, FilterValue, Mark, ReportDocument, ReportFilter, ReportResult, Tile } from '@tangram/report-engine'
import { type AppForReader, EmptyState, ErrorState, loadCharts, useApp, useFormat, useShortcuts } from '@tangram/ui'
import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { NotFound } from '../../page/not-found.tsx'
import { Page } from '../../page/page.tsx'
import { PageSkeleton } from '../../page/page-skeleton.tsx'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import { type Asked, readAsked, withAsked } from './dashboard-address.ts'
import { DashboardGrid } from './dashboard-grid.tsx'
import { DashboardOutput } from './dashboard-output.tsx'
import { type Drill, readDrill, withDrill } from './drill-address.ts'
import { DrillPanel } from './drill-panel.tsx'
import { afterMark, brokenDown } from './drill-path.ts'
import { EmbedButton } from './embed-button.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FilterControl } from './filter-control.tsx'
import { MarkMenu, type Place } from './mark-menu.tsx'
import { asksFirst } from './mark-offers.ts'
import { datesOf } from './period-choices.ts'
import { mayExport } from './save-menu.tsx'
import { type DashboardAnswer, useDashboardResults } from './use-dashboard-results.ts'

// Charts come while the app and the figures are asked for.
void loadCharts().catch(() => undefined)

/** Reports on a grid. Each mark opens the records behind it; new records show by themselves. */
export default function DashboardPage({ app, dashboard }: { app: Id; dashboard: Id }) {
  const t = useArea(dashboardTexts)
  const seen = useApp(app)
  if (seen.isPending) return <PageSkeleton />
  if (seen.isLoadingError) return <ErrorState error={seen.error} onRetry={() => void seen.refetch()} />
  const found = itemOf(seen.data.document.dashboards, dashboard)
  if (!found) return <NotFound text={t('noDashboard')} />
  return <Dashboard seen={seen.data} dashboard={found} />
}

function Dashboard({ seen, dashboard }: { seen: AppForReader; dashboard: DashboardDocument }) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const { document } = seen
  const search = useSearch()
  const [path, navigate] = useLocation()
  const [period, setPeriod] = useState<FilterValue>(null)
  const [switched, setSwitched] = useState<ReadonlySet<Id>>(new Set())
  const [pressed, setPressed] = useState<{ report: ReportDocument; mark: Mark; at: Place }>()
  const drill = useMemo(() => readDrill(search), [search])
  const asked = useMemo(() => readAsked(search), [search])
  const go = useCallback((to?: Drill) => navigate(`${path}${withDrill(window.location.search, to)}`), [path, navigate])
  const ask = useCallback((to: Asked) => navigate(`${path}${withAsked(window.location.search, to)}`), [path, navigate])
  const closeDrill = useCallback(() => go(), [go])
  const hasOwnFilters = (dashboard.filters?.order.length ?? 0) > 0
  // Whoever reads with another's rights asks only what the dashboard lets them.
  const takesPeriod = !hasOwnFilters && dashboard.access !== 'publisher' && !asksLinked(document, dashboard)
  const filters = takesPeriod ? madeIn(period) : []
  const answers = useDashboardResults(seen, dashboard, { ...asked, ...(filters.length > 0 ? { filters } : {}) })
  const asOf = Object.values(answers.data.results)
    .flatMap((result) => ('asOf' in result ? [result.asOf] : []))
    .sort()[0]
  const isFiltering = ({ id, click }: Tile) => (click === 'filter') !== switched.has(id)
  useShortcuts(
    useMemo(
      () => (asked.cross && !drill ? [{ keys: 'Escape', label: t('widenAll'), run: () => ask({ values: asked.values }) }] : []),
      [asked, drill, ask, t],
    ),
  )
  const goDown = (report: ReportDocument, mark: Mark) => go(afterMark(report, { report: report.id, steps: [] }, mark))
  const narrow = ({ id }: ReportDocument, { cell }: Mark) =>
    ask(isSame(asked, id, cell) ? { values: asked.values } : { ...asked, cross: { report: id, cell } })
  const after = (act: () => void) => {
    setPressed(undefined)
    act()
  }
  const onScreen = { ...asked, ...(filters.length > 0 ? { filters } : {}) } as unknown as JsonObject
  const below: JsonObject = { dashboard: dashboard.id, ...onScreen }
  return (
    <Page
      title={format.text(dashboard.label, dashboard.id)}
      meta={
        <Text component="span" size="sm" c="dimmed" className="tg-figures">
          {asOf && t('asOf', { time: format.instant(asOf, 'short') })}
          {dashboard.access === 'publisher' && ` · ${t('publisher')}`}
        </Text>
      }
      actions={
        <Group gap={8} wrap="nowrap">
          {takesPeriod && (
            <FilterControl
              app={document.id}
              filter={{ id: 'period', type: 'period', label: dashboardTexts.texts.period }}
              field={undefined}
              value={period}
              onChange={setPeriod}
            />
          )}
          {inOrder(dashboard.tiles).some(({ report }) => mayExport(seen, itemOf(document.reports, report))) && (
            <DashboardOutput
              app={document.id}
              dashboard={dashboard.id}
              name={format.text(dashboard.label, dashboard.id)}
              asked={onScreen}
            />
          )}
          <EmbedButton seen={seen} dashboard={dashboard} values={{ ...answers.data.values, ...asked.values }} />
          <Tooltip label={t('cockpit')}>
            <ActionIcon
              size={36}
              variant="default"
              aria-label={t('cockpit')}
              onClick={() => {
                void window.document.documentElement.requestFullscreen?.().catch(() => undefined)
                navigate(`/cockpit/${document.id}/${dashboard.id}${withAsked('', asked)}`)
              }}
            >
              <IconMaximize size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <ActionIcon
            size={36}
            variant="default"
            aria-label={t('refresh')}
            loading={answers.isFetching}
            onClick={() => void answers.again()}
          >
            <IconRefresh size={18} stroke={1.5} />
          </ActionIcon>
        </Group>
      }
    >
      <FilterBar
        seen={seen}
        dashboard={dashboard}
        asked={asked}
        answer={answers.data}
        onAsk={ask}
        onDrill={() => {
          const report = asked.cross && itemOf(document.reports, asked.cross.report)
          if (report && asked.cross) go(afterMark(report, { report: report.id, steps: [] }, { cell: asked.cross.cell }))
        }}
      />
      {answers.isError && <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />}
      {dashboard.tiles.order.length === 0 && <EmptyState figure="mountain" title={t('emptyTitle')} text={t('empty')} />}
      <DashboardGrid
        seen={seen}
        dashboard={dashboard}
        answer={answers.data}
        cross={asked.cross}
        asked={below}
        onRetry={() => void answers.refetch()}
        onMark={(tile, report, mark) => {
          if (isFiltering(tile)) narrow(report, mark)
          else goDown(report, mark)
        }}
        onMenu={(_tile, report, mark, at) => setPressed({ report, mark, at })}
        asks={(tile, report) => tile.click === undefined && !isFiltering(tile) && asksFirst(report)}
        filtering={{
          isOn: isFiltering,
          toggle: ({ id }) =>
            setSwitched((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]))),
        }}
      />
      {pressed && (
        <MarkMenu
          seen={seen}
          {...pressed}
          result={resultOf(answers.data.results[pressed.report.id])}
          isNarrowing={
            dashboard.tiles.order.length > 1 && Object.keys(pressed.mark.cell).length > 0
              ? isSame(asked, pressed.report.id, pressed.mark.cell)
              : undefined
          }
          onDrill={() => after(() => goDown(pressed.report, pressed.mark))}
          onNarrow={() => after(() => narrow(pressed.report, pressed.mark))}
          onBreakDown={(by) =>
            after(() => {
              const { cell, measure } = pressed.mark
              go(brokenDown({ report: pressed.report.id, steps: [], records: cell, measure }, by))
            })
          }
          onClose={() => setPressed(undefined)}
        />
      )}
      {drill && <DrillPanel seen={seen} drill={drill} asked={below} onGo={go} onClose={closeDrill} />}
    </Page>
  )
}

const resultOf = (answer: DashboardAnswer['results'][Id] | undefined): ReportResult | undefined =>
  answer && 'rows' in answer ? answer : undefined

/** A second click on the same mark takes the first back. */
const isSame = ({ cross }: Asked, report: Id, cell: unknown): boolean =>
  cross?.report === report && JSON.stringify(cross.cell) === JSON.stringify(cell)

/** Whether it shows figures of a linked table: nobody wrote down when its rows were made. */
const asksLinked = ({ entities, reports }: AppForReader['document'], { tiles }: DashboardDocument): boolean =>
  inOrder(tiles).some(({ report }) => itemOf(entities, itemOf(reports, report)?.from ?? '')?.linked !== undefined)

/** The records made in a period, on a dashboard whose author gave it no filters. */
function madeIn(period: FilterValue): ReportFilter[] {
  const dates = datesOf(period)
  const field = 'created_at'
  if (dates) return [...(dates.from ? [{ field, gte: dates.from }] : []), ...(dates.to ? [{ field, lte: dates.to }] : [])]
  return period === null ? [] : [{ field, in: period as { last: string } }]
}
