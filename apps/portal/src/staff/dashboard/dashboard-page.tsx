import { ActionIcon, Group, NativeSelect, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import { type AppForReader, EmptyState, ErrorState, useApp, useFormat } from '@tangram/ui'
import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { NotFound } from '../../page/not-found.tsx'
import { Page } from '../../page/page.tsx'
import { PageSkeleton } from '../../page/page-skeleton.tsx'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './dashboard-page.module.css'
import { DashboardTile } from './dashboard-tile.tsx'
import { type Drill, readDrill, withDrill } from './drill-address.ts'
import { DrillPanel } from './drill-panel.tsx'
import { afterMark } from './drill-path.ts'
import { filterOf, type Period, periods } from './period.ts'
import { useDashboardResults } from './use-dashboard-results.ts'

/** Reports on a grid. Each mark opens the records behind it; new records show by themselves. */
export default function DashboardPage({ app, dashboard }: { app: Id; dashboard: Id }) {
  const t = useArea(dashboardTexts)
  const seen = useApp(app)
  if (seen.isPending) return <PageSkeleton />
  if (seen.isLoadingError) return <ErrorState error={seen.error} onRetry={() => void seen.refetch()} />
  if (!itemOf(seen.data.document.dashboards, dashboard)) return <NotFound text={t('noDashboard')} />
  return <Dashboard seen={seen.data} dashboard={dashboard} />
}

function Dashboard({ seen, dashboard: id }: { seen: AppForReader; dashboard: Id }) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const { document } = seen
  const dashboard = itemOf(document.dashboards, id)
  const tiles = inOrder(dashboard?.tiles).sort((a, b) => a.y - b.y || a.x - b.x)
  const [period, setPeriod] = useState<Period>('always')
  const search = useSearch()
  const [path, navigate] = useLocation()
  const drill = useMemo(() => readDrill(search), [search])
  const go = useCallback((to?: Drill) => navigate(`${path}${withDrill(window.location.search, to)}`), [path, navigate])
  const closeDrill = useCallback(() => go(), [go])
  const answers = useDashboardResults(document.id, id, filterOf(period))
  const asOf = Object.values(answers.data?.results ?? {}).flatMap((result) => ('asOf' in result ? [result.asOf] : []))[0]

  return (
    <Page
      title={format.text(dashboard?.label, id)}
      meta={
        asOf && (
          <Text component="span" size="sm" c="dimmed" className="tg-figures">
            {t('asOf', { time: format.instant(asOf, 'short') })}
          </Text>
        )
      }
      actions={
        <Group gap={8} wrap="nowrap">
          <NativeSelect
            aria-label={t('period')}
            value={period}
            data={periods.map((one) => ({ value: one, label: t(one) }))}
            onChange={(event) => setPeriod(event.currentTarget.value as Period)}
          />
          <ActionIcon
            size={36}
            variant="default"
            aria-label={t('refresh')}
            loading={answers.isFetching}
            onClick={() => void answers.refetch()}
          >
            <IconRefresh size={18} stroke={1.5} />
          </ActionIcon>
        </Group>
      }
    >
      {answers.isError && <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />}
      {tiles.length === 0 && <EmptyState figure="mountain" title={t('emptyTitle')} text={t('empty')} />}
      <div className={classes.box}>
        <div className={classes.grid}>
          {tiles.map((tile) => {
            const report = itemOf(document.reports, tile.report)
            return (
              <DashboardTile
                key={tile.id}
                tile={tile}
                report={report}
                result={answers.data?.results[tile.report]}
                onRetry={() => void answers.refetch()}
                onMark={(mark) => report && go(afterMark(report, { report: report.id, steps: [] }, mark))}
              />
            )
          })}
        </div>
      </div>
      {drill && <DrillPanel seen={seen} drill={drill} asked={{ filters: filterOf(period) }} onGo={go} onClose={closeDrill} />}
    </Page>
  )
}
