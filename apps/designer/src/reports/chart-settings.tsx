import { MultiSelect, Select } from '@mantine/core'
import { type JsonObject, withDefaults } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { useFormat } from '@tangram/ui'
import { ConfigForm } from '../config/config-form.tsx'
import { platform } from '../platform.ts'

/** The settings of the report's chart; those that name measures choose among the report's own. */
export function ChartSettings({ report, onChange }: { report: ReportDocument; onChange: (config: JsonObject) => void }) {
  const { text } = useFormat()
  const chart = platform.charts.find(({ type }) => type === report.chart.type)
  if (!chart) return null
  const config = withDefaults(chart.config, report.chart.config)
  const entries = Object.entries(chart.config)
  const own = Object.fromEntries(entries.filter(([, { editor }]) => editor !== 'measures' && editor !== 'measure'))
  const measures = report.measureOrder.map((id) => ({ value: id, label: text(report.measures[id]?.label, id) }))
  return (
    <>
      {Object.keys(own).length > 0 && (
        <ConfigForm nested schema={own} entity={report.from} config={config} onChange={(next) => onChange({ ...config, ...next })} />
      )}
      {measures.length > 1 &&
        entries.map(([name, { editor, label, help }]) => {
          const common = { label: text(label, name), description: help ? text(help) : undefined, data: measures }
          const value = config[name]
          if (editor === 'measures') {
            const chosen = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
            return <MultiSelect {...common} key={name} value={chosen} onChange={(next) => onChange({ ...config, [name]: next })} />
          }
          if (editor !== 'measure') return null
          return (
            <Select
              {...common}
              key={name}
              clearable
              value={typeof value === 'string' ? value : null}
              onChange={(next) => onChange({ ...config, [name]: next })}
            />
          )
        })}
    </>
  )
}
