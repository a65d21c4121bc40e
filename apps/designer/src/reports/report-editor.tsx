import { Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import type { ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setReport } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import { CalendarSettings } from './calendar-settings.tsx'
import { ChartChooser } from './chart-chooser.tsx'
import { ChartSettings } from './chart-settings.tsx'
import { DrillSettings } from './drill-settings.tsx'
import { withChart } from './edit-report.ts'
import { Groups } from './groups.tsx'
import { Measures } from './measures.tsx'
import { OrderSettings } from './order-settings.tsx'
import { recordTime } from './record-time.ts'
import classes from './report-editor.module.css'
import { ReportFilters } from './report-filters.tsx'
import { kindOfReport, reportKinds, withReportKind } from './report-kinds.ts'
import { ReportPreview } from './report-preview.tsx'
import { sourceLabel } from './report-templates.ts'
import { RetentionSettings } from './retention-settings.tsx'
import { Stages } from './stages.tsx'
import { Totals } from './totals.tsx'

/** One report: the chart, by what its records are grouped, what is counted, and which records. */
export function ReportEditor({ report }: { report: ReportDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const chart = platform.charts.find(({ type }) => type === report.chart.type)
  const change = (patch: Partial<ReportDocument>) => run(setReport(report.id, patch))
  return (
    <div className={classes.editor}>
      <ReportPreview report={report} />
      <Card withBorder padding="md">
        <Stack gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Icon name={chart?.icon ?? 'chart-bar'} />
            <Title order={2} size="h3">
              {text(report.label, report.id)}
            </Title>
          </Group>
          <Text size="sm" c="dimmed">
            {t('source-is', { name: text(sourceLabel(document, report.from), report.from) })}
          </Text>
          <LabelInputs of="label" value={report.label} onChange={(label) => change({ label })} />
          <Select
            data-report-kind
            label={t('report-kind')}
            allowDeselect={false}
            data={reportKinds.map((kind) => ({ value: kind, label: t(`report-kind-${kind}`) }))}
            value={kindOfReport(report)}
            onChange={(kind) =>
              kind && kind !== kindOfReport(report) && change(withReportKind(report, kind as (typeof reportKinds)[number], document))
            }
          />
          {report.funnel && <Stages report={report} onChange={change} />}
          {report.cohort && <RetentionSettings report={report} onChange={change} />}
          <ChartChooser report={report} onChoose={(type) => change(withChart(report, type, recordTime(document, report.from)))} />
          {chart && chart.dimensions.max > 0 && (
            <Groups report={report} axis="rows" most={chart.dimensions.max} least={chart.dimensions.min} onChange={change} />
          )}
          {chart && chart.dimensions.max > 1 && (
            <Groups report={report} axis="cols" most={chart.dimensions.max} least={chart.dimensions.min} onChange={change} />
          )}
          <Measures report={report} most={chart?.measures.max ?? 1} onChange={change} />
          <ReportFilters report={report} onChange={change} />
          <Totals report={report} onChange={change} />
          <OrderSettings report={report} onChange={change} />
          <DrillSettings report={report} onChange={change} />
          <CalendarSettings report={report} onChange={change} />
          <ChartSettings report={report} onChange={(config) => change({ chart: { ...report.chart, config } })} />
        </Stack>
      </Card>
    </div>
  )
}
