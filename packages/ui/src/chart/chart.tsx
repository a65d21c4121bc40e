import { useComputedColorScheme } from '@mantine/core'
import { type JsonObject, textIn } from '@tangram/data-model'
import { type ChartSpec, type ChartType, chartTypes, type KpiSpec, type Mark, type TableSpec } from '@tangram/report-engine'
import { lazy, Suspense, useMemo } from 'react'
import { useFormParts } from '../form/form-parts.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { chartPalette } from '../tokens.ts'
import classes from './chart.module.css'
import type { ChartViewProps } from './chart-view.tsx'

const Drawing = lazy(() => import('./drawing.tsx'))

type ChartProps = Required<Pick<ChartViewProps, 'report'>> & {
  result: NonNullable<ChartViewProps['result']>
  onMark?: (mark: Mark) => void
}

const none: readonly ChartType[] = []

/** The spec of a result, as a figure, a table or a drawing. */
export default function Chart({ report, result, onMark }: ChartProps) {
  const { locale } = useLocale()
  const dark = useComputedColorScheme('light') === 'dark'
  const title = textIn(report.label, locale)
  const { charts = none } = useFormParts()
  const { spec, data } = useMemo(() => {
    const context = { locale, dark, palette: chartPalette[dark ? 'dark' : 'light'], title }
    const type = (id: string) => [...chartTypes, ...charts].find((entry) => entry.type === id)
    const asTable = type('table')?.toSpec(result, {}, context) as TableSpec
    return { spec: type(report.chart.type)?.toSpec(result, report.chart.config ?? {}, context) ?? asTable, data: asTable }
  }, [report, result, locale, dark, title, charts])
  return <Spec spec={spec} data={data} title={title} onMark={onMark} />
}

type SpecProps = { spec: ChartSpec; data: TableSpec; title: string; onMark: ((mark: Mark) => void) | undefined }

function Spec({ spec, data, title, onMark }: SpecProps) {
  switch (spec.kind) {
    case 'kpi':
      return <Figure spec={spec} title={title} onMark={onMark} />
    case 'table':
      return <Table spec={spec} title={title} onMark={onMark} />
    case 'echarts':
      return (
        <div className={classes.chart}>
          <Suspense fallback={null}>
            <Drawing option={spec.option as JsonObject} title={title} onMark={onMark} />
          </Suspense>
          <div className={classes.data}>
            <Table spec={data} title={title} onMark={onMark} />
          </div>
        </div>
      )
  }
}

/** One figure, large. With a click it is a button, named by what it counts. */
function Figure({ spec, title, onMark }: { spec: KpiSpec; title: string; onMark: SpecProps['onMark'] }) {
  const { t } = useTranslation('ui')
  const name = spec.label || title
  const text = <span className={classes.figure}>{spec.text}</span>
  if (!onMark) return <div className={classes.kpi}>{text}</div>
  return (
    <button
      type="button"
      className={classes.kpi}
      aria-label={`${name}: ${spec.text}. ${t('chart.records-of', { name })}`}
      onClick={() => onMark(spec.mark)}
    >
      {text}
    </button>
  )
}

function Table({ spec, title, onMark }: { spec: TableSpec; title: string; onMark: SpecProps['onMark'] }) {
  const { t } = useTranslation('ui')
  return (
    <section className={classes.table} tabIndex={onMark ? undefined : 0} aria-label={title}>
      <table>
        <caption className="tg-visually-hidden">{t('chart.data', { name: title })}</caption>
        <thead>
          <tr>
            {spec.columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spec.rows.map((row, index) => (
            <tr key={index} data-opens={onMark ? true : undefined} onClick={() => onMark?.(row.mark)}>
              {spec.columns.map((column, at) => (
                <td key={column.id} data-align={column.align}>
                  {at === 0 && onMark ? (
                    <button type="button" title={t('chart.records-of', { name: row.texts[0] ?? '' })}>
                      {row.texts[0]}
                    </button>
                  ) : (
                    row.texts[at]
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {spec.truncated && <p className={classes.note}>{t('chart.truncated', { count: spec.rows.length })}</p>}
    </section>
  )
}
