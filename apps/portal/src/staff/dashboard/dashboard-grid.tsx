import { type Id, inOrder, itemOf, type JsonObject } from '@tangram/data-model'
import { type Cross, type DashboardDocument, type Mark, type ReportDocument, stackTiles, type Tile } from '@tangram/report-engine'
import { type AppForReader, useFormat } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './dashboard-page.module.css'
import { DashboardTile } from './dashboard-tile.tsx'
import type { Place } from './mark-menu.tsx'
import { mayExport, SaveMenu } from './save-menu.tsx'
import type { DashboardAnswer } from './use-dashboard-results.ts'

export type DashboardGridProps = {
  seen: AppForReader
  dashboard: DashboardDocument
  answer: DashboardAnswer
  onRetry: () => void
  /** A click on a mark of a tile; absent: marks lead nowhere. */
  onMark?: (tile: Tile, report: ReportDocument, mark: Mark) => void
  /** What can be done with a mark, shown beside it; asked for, or instead of a click where `asks` says so. */
  onMenu?: (tile: Tile, report: ReportDocument, mark: Mark, at: Place) => void
  asks?: (tile: Tile, report: ReportDocument) => boolean
  /** The mark that narrows the others. */
  cross?: Cross | undefined
  /** What is on screen, for saving one of its reports; absent: nothing is saved. */
  asked?: JsonObject
  /** Tiles whose clicks narrow the others, and what changes that. */
  filtering?: { isOn: (tile: Tile) => boolean; toggle: (tile: Tile) => void }
}

/** The tiles of a dashboard where its author placed them. */
export function DashboardGrid({ seen, dashboard, answer, onRetry, onMark, onMenu, asks, filtering, cross, asked }: DashboardGridProps) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  // Below each other where the grid has no room; read in the same order where it has.
  const tiles = stackTiles(inOrder(dashboard.tiles), ({ report }) => itemOf(seen.document.reports, report)?.chart.type)
  const unreachedBy = (report: Id): string => {
    const { filters = [], cross = false } = answer.unreached[report] ?? {}
    const names = filters.map((id) => format.text(itemOf(dashboard.filters, id)?.label, id))
    return [...names, ...(cross ? [t('theClick')] : [])].join(', ')
  }
  return (
    <div className={classes.box}>
      <div className={classes.grid}>
        {tiles.map((stacked) => {
          const { tile } = stacked
          const report = itemOf(seen.document.reports, tile.report)
          return (
            <DashboardTile
              key={tile.id}
              stacked={stacked}
              report={report}
              result={answer.results[tile.report]}
              unreachedBy={unreachedBy(tile.report)}
              chosen={cross?.report === tile.report ? cross.cell : undefined}
              onRetry={onRetry}
              {...(asked && report && mayExport(seen, report)
                ? {
                    menu: (
                      <SaveMenu
                        path={`/apps/${seen.document.id}/reports/${report.id}`}
                        of="report"
                        name={format.text(report.label, report.id)}
                        asked={asked}
                      />
                    ),
                  }
                : {})}
              {...(onMark && report && tile.click !== 'none' ? { onMark: (mark: Mark) => onMark(tile, report, mark) } : {})}
              {...(onMenu && report && tile.click !== 'none'
                ? { onMenu: (mark: Mark, at: Place) => onMenu(tile, report, mark, at), asksFirst: asks?.(tile, report) ?? false }
                : {})}
              {...(filtering && tiles.length > 1 && tile.click !== 'none' && hasGroups(report)
                ? { isFiltering: filtering.isOn(tile), onToggle: () => filtering.toggle(tile) }
                : {})}
            />
          )
        })}
      </div>
    </div>
  )
}

/** A figure alone is of everything: there is nothing to narrow to. */
const hasGroups = (report: ReportDocument | undefined): boolean =>
  report !== undefined && report.rows.length + (report.cols?.length ?? 0) > 0
