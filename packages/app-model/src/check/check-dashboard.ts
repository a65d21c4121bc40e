import { type Diagnostic, diagnose, itemOf, pointer } from '@tangram/data-model'
import type { DashboardDocument } from '@tangram/report-engine'
import { linkMessages } from '../messages.ts'
import type { CheckContext } from './context.ts'

/** Tiles name reports and stay within the grid. */
export function checkDashboard(dashboard: DashboardDocument, { app }: CheckContext): Diagnostic[] {
  return Object.values(dashboard.tiles.items).flatMap((tile) => {
    const at = pointer('tiles', 'items', tile.id)
    return [
      ...(itemOf(app.reports, tile.report) ? [] : [diagnose(linkMessages, 'app.report.unknown', `${at}/report`, { id: tile.report })]),
      ...(tile.x + tile.w > 12 ? [diagnose(linkMessages, 'app.tile.too-wide', `${at}/w`)] : []),
    ]
  })
}
