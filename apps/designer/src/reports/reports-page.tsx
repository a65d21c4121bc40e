import { ToDashboard } from '../dashboards/to-dashboard.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { SectionPage } from '../things/section-page.tsx'
import { ReportEditor } from './report-editor.tsx'

/** The questions the app asks of its data, and the chart each is answered with. */
export function ReportsPage() {
  const { document } = useDraft()
  return (
    <SectionPage kind="reports">
      {(id) => {
        const report = document.reports.items[id]
        return (
          report && (
            <>
              <ToDashboard report={id} />
              <ReportEditor key={id} report={report} />
            </>
          )
        )
      }}
    </SectionPage>
  )
}
