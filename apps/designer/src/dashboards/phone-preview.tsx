import { inOrder, itemOf } from '@tangram/data-model'
import { type DashboardDocument, stackTiles } from '@tangram/report-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import type { CSSProperties } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import classes from './phone-preview.module.css'
import { TileFigure } from './tile-figure.tsx'

/** How the tiles stand below each other on a phone; they are moved on the wide canvas. */
export function PhonePreview({ dashboard }: { dashboard: DashboardDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const reportOf = (id: string) => itemOf(document.reports, id)
  return (
    <ul className={classes.phone} aria-label={t('phone-preview')}>
      {stackTiles(inOrder(dashboard.tiles), ({ report }) => reportOf(report)?.chart.type).map(({ tile, columns, heightPx }) => {
        const report = reportOf(tile.report)
        return (
          <li
            key={tile.id}
            className={classes.tile}
            data-tile={tile.id}
            data-chart={report?.chart.type}
            style={{ '--columns': columns, '--height': `${heightPx}px` } as CSSProperties}
          >
            <span className={classes.title}>{text(report?.label, tile.report)}</span>
            <div className={classes.body}>{report && <TileFigure report={report} />}</div>
          </li>
        )
      })}
    </ul>
  )
}
