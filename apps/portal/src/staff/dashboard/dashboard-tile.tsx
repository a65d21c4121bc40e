import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFilter, IconFilterOff } from '@tabler/icons-react'
import type { Cell, Mark, ReportDocument, ReportResult, StackedTile } from '@tangram/report-engine'
import { ApiProblem, ChartView, ErrorState, type ProblemDetails, useFormat } from '@tangram/ui'
import { type CSSProperties, type MouseEvent, type ReactNode, useId, useRef } from 'react'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './dashboard-page.module.css'
import type { Place } from './mark-menu.tsx'

export type DashboardTileProps = {
  stacked: StackedTile
  report: ReportDocument | undefined
  /** Absent while it is on its way; a problem when this one report failed. */
  result: ReportResult | ProblemDetails | undefined
  /** Names of the filters that mean nothing to it. */
  unreachedBy: string
  /** Its mark that narrows the others. */
  chosen: Cell | undefined
  /** Whether clicks on its marks narrow the other tiles; absent where they cannot. */
  isFiltering?: boolean
  onToggle?: () => void
  /** What can be done with it. */
  menu?: ReactNode
  onRetry: () => void
  onMark?: (mark: Mark) => void
  /** What can be done with a mark: by the second button, a long press or the menu key; by a click too where it `asksFirst`. */
  onMenu?: (mark: Mark, at: Place) => void
  asksFirst?: boolean
}

/** One report at its place on the grid. */
export function DashboardTile(props: DashboardTileProps) {
  const { stacked, report, result, unreachedBy, chosen, isFiltering, onToggle, menu, onRetry, onMark } = props
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const headingId = useId()
  const { tile, columns, heightPx } = stacked
  const pressed = usePressed(props)
  if (!report) return null
  const failed = result && !('rows' in result) ? new ApiProblem(result) : undefined
  return (
    <article
      className={classes.tile}
      aria-labelledby={headingId}
      data-report={report.id}
      data-chart={report.chart.type}
      {...(chosen ? { 'data-narrowing': true } : {})}
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
      <div className={classes.chart} {...pressed.handlers}>
        {failed ? (
          <ErrorState error={failed} onRetry={onRetry} />
        ) : (
          <ChartView
            report={report}
            result={result && 'rows' in result ? result : undefined}
            onRetry={onRetry}
            chosen={chosen}
            {...(onMark ? { onMark: pressed.onMark } : {})}
          />
        )}
      </div>
      {result && 'rows' in result && result.truncated && report.chart.type !== 'table' && (
        <p className={classes.note}>{t('truncated', { count: result.rows.length })}</p>
      )}
    </article>
  )
}

/** Where a mark was pressed, and whether to choose what for. Drawings tell of their marks, not of the pointer. */
function usePressed({ onMark, onMenu, asksFirst = false }: Pick<DashboardTileProps, 'onMark' | 'onMenu' | 'asksFirst'>) {
  const last = useRef({ at: { x: 0, y: 0 }, wantsMenu: false, isMark: false })
  const below = (target: EventTarget): Place => {
    const { left, bottom } = (target as Element).getBoundingClientRect()
    return { x: left, y: bottom }
  }
  return {
    onMark: (mark: Mark) => {
      const { at, wantsMenu } = last.current
      last.current.isMark = true
      if (onMenu && (wantsMenu || asksFirst)) onMenu(mark, at)
      else onMark?.(mark)
    },
    handlers: {
      onPointerDownCapture: ({ clientX, clientY }: MouseEvent) => {
        last.current = { at: { x: clientX, y: clientY }, wantsMenu: false, isMark: false }
      },
      onKeyDownCapture: ({ target }: { target: EventTarget }) => {
        last.current = { at: below(target), wantsMenu: false, isMark: false }
      },
      onContextMenuCapture: () => {
        last.current = { ...last.current, wantsMenu: onMenu !== undefined, isMark: false }
      },
      onContextMenu: (event: MouseEvent) => {
        if (!onMenu) return
        const cell = (event.target as Element).closest<HTMLElement>('button, td[data-opens]')
        if (!last.current.isMark) cell?.click()
        if (last.current.isMark) event.preventDefault()
        last.current.wantsMenu = false
      },
    },
  }
}
