import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFilter, IconFilterOff } from '@tabler/icons-react'
import type { Mark, ReportDocument, ReportResult, StackedTile } from '@tangram/report-engine'
import { ApiProblem, ChartView, ErrorState, type ProblemDetails, useFormat } from '@tangram/ui'
import { type CSSProperties, type ReactNode, useId } from 'react'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './dashboard-page.module.css'

export type DashboardTileProps = {
  stacked: StackedTile
  report: ReportDocument | undefined
  /** Absent while it is on its way; a problem when this one report failed. */
  result: ReportResult | ProblemDetails | undefined
  /** Names of the filters that mean nothing to it. */
  unreachedBy: string
  /** A mark of it narrows the others. */
  isNarrowing: boolean
  /** Whether clicks on its marks narrow the other tiles; absent where they cannot. */
  isFiltering?: boolean
  onToggle?: () => void
  /** What can be done with it. */
  menu?: ReactNode
  onRetry: () => void
  onMark?: (mark: Mark) => void
}

/** One report at its place on the grid. */
export function DashboardTile(props: DashboardTileProps) {
  const { stacked, report, result, unreachedBy, isNarrowing, isFiltering, onToggle, menu, onRetry, onMark } = props
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const headingId = useId()
  const { tile, columns, heightPx } = stacked
  if (!report) return null
  const failed = result && !('rows' in result) ? new ApiProblem(result) : undefined
  return (
    <article
      className={classes.tile}
      aria-labelledby={headingId}
      data-report={report.id}
      data-chart={report.chart.type}
      {...(isNarrowing ? { 'data-narrowing': true } : {})}
      style={
        {
          '--x': tile.x + 1,
          '--y': tile.y + 1,
          '--w': tile.w,
          '--h': tile.h,
          '--stack-columns': columns,
          '--stack-height': `${heightPx}px`,
        } as CSSProperties
      }
    >
      <div className={classes.tileHead}>
        <h2 id={headingId} className={classes.tileTitle}>
          {format.text(report.label, report.id)}
        </h2>
        {unreachedBy && (
          <Tooltip label={t('unreached', { names: unreachedBy })} multiline maw={260}>
            <IconFilterOff
              size={16}
              stroke={1.5}
              role="img"
              aria-label={t('unreached', { names: unreachedBy })}
              className={classes.quiet}
            />
          </Tooltip>
        )}
        {onToggle && (
          <Tooltip label={t('clicksFilter')}>
            <ActionIcon
              variant={isFiltering ? 'light' : 'subtle'}
              color={isFiltering ? undefined : 'gray'}
              size={28}
              aria-pressed={isFiltering}
              aria-label={t('clicksFilter')}
              onClick={onToggle}
              className={classes.toggle}
            >
              <IconFilter size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
        {menu}
      </div>
      <div className={classes.chart}>
        {failed ? (
          <ErrorState error={failed} onRetry={onRetry} />
        ) : (
          <ChartView
            report={report}
            result={result && 'rows' in result ? result : undefined}
            onRetry={onRetry}
            {...(onMark ? { onMark } : {})}
          />
        )}
      </div>
      {result && 'rows' in result && result.truncated && report.chart.type !== 'table' && (
        <p className={classes.note}>{t('truncated', { count: result.rows.length })}</p>
      )}
    </article>
  )
}
