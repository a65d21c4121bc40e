import { Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { inOrder, itemOf } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { EmptyState, Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setReport } from '../draft/edits.ts'
import { platform } from '../platform.ts'
import classes from '../shell/workbench.module.css'

/** The questions the app asks of its data, and the chart each is answered with. */
export function ReportsPage() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const reports = inOrder(document.reports)
  if (reports.length === 0) return <EmptyState title={t('no-reports')} text={t('no-reports-text')} />
  return (
    <div className={classes.page}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {reports.map((report) => (
          <ReportCard key={report.id} report={report} />
        ))}
      </SimpleGrid>
    </div>
  )
}

function ReportCard({ report }: { report: ReportDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const dimensions = report.rows.length + (report.cols?.length ?? 0)
  const fitting = platform.charts.filter(
    (chart) =>
      chart.type === report.chart.type ||
      (dimensions >= chart.dimensions.min &&
        dimensions <= chart.dimensions.max &&
        report.measureOrder.length >= chart.measures.min &&
        report.measureOrder.length <= chart.measures.max),
  )
  const chart = platform.charts.find(({ type }) => type === report.chart.type)
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Group gap="sm">
          <Icon name={chart?.icon ?? 'chart-bar'} />
          <Title order={2} size="h3">
            {text(report.label, report.id)}
          </Title>
        </Group>
        <LabelInputs of="label" value={report.label} onChange={(label) => run(setReport(report.id, { label }))} />
        <Select
          label={t('chart')}
          data={fitting.map((entry) => ({ value: entry.type, label: text(entry.label, entry.type) }))}
          value={report.chart.type}
          allowDeselect={false}
          onChange={(type) => type && run(setReport(report.id, { chart: { ...report.chart, type } }))}
        />
        <Text size="sm" c="dimmed">
          {t('source-entity')}: {text(itemOf(document.entities, report.from)?.label, report.from)} · {t('dimensions')}:{' '}
          {report.rows.map((row) => text(row.label, row.field)).join(', ') || t('none')} · {t('measures')}:{' '}
          {report.measureOrder.map((id) => text(report.measures[id]?.label, id)).join(', ')}
        </Text>
      </Stack>
    </Card>
  )
}
