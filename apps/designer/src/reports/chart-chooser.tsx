import { Group, Select, Text } from '@mantine/core'
import type { ChartType, ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { platform } from '../platform.ts'

/** Every kind of chart with its icon: first those that can draw the question as it is, then those that would change it. */
export function ChartChooser({ report, onChoose }: { report: ReportDocument; onChoose: (type: string) => void }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const optionsOf = (charts: readonly ChartType[]) => charts.map(({ type, label }) => ({ value: type, label: text(label, type) }))
  const { fitting, others } = chartsFor(report, platform.charts)
  return (
    <Select
      label={t('chart')}
      searchable
      maxDropdownHeight={360}
      leftSection={<Icon name={iconOf(report.chart.type)} size={18} />}
      data={[
        { group: t('charts-fitting'), items: optionsOf(fitting) },
        { group: t('charts-others'), items: optionsOf(others) },
      ]}
      renderOption={({ option }) => (
        <Group gap="xs" wrap="nowrap">
          <Icon name={iconOf(option.value)} size={18} />
          <Text size="md">{option.label}</Text>
        </Group>
      )}
      value={report.chart.type}
      allowDeselect={false}
      onChange={(type) => type && onChoose(type)}
    />
  )
}

const iconOf = (type: string) => platform.charts.find((chart) => chart.type === type)?.icon ?? 'chart-bar'

/** The charts that draw as many dimensions and measures as the report has, and the rest. */
export function chartsFor(report: ReportDocument, charts: readonly ChartType[]): { fitting: ChartType[]; others: ChartType[] } {
  const dimensions = report.rows.length + (report.cols ?? []).length
  const measures = report.measureOrder.length
  const isWithin = (count: number, { min, max }: { min: number; max: number }) => count >= min && count <= max
  const fits = (chart: ChartType) => isWithin(dimensions, chart.dimensions) && isWithin(measures, chart.measures)
  return { fitting: charts.filter(fits), others: charts.filter((chart) => !fits(chart)) }
}
