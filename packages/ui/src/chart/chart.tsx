import { useComputedColorScheme } from '@mantine/core'
import { textIn } from '@tangram/data-model'
import {
  type Cell,
  type ChartSpec,
  type ChartType,
  chartSpecOf,
  chartTypes,
  describeResult,
  type EChartsSpec,
  type Mark,
  readyOption,
  type TableSpec,
} from '@tangram/report-engine'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useFormParts } from '../form/form-parts.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Icon } from '../icons/icon.tsx'
import { chartPalette } from '../tokens.ts'
import classes from './chart.module.css'
import type { ChartViewProps } from './chart-view.tsx'
import { Figure } from './figure.tsx'
import { FiguresList } from './figures-list.tsx'
import { FiguresTable } from './figures-table.tsx'
import type { SpecProps } from './spec-props.ts'
import { useSize } from './use-size.ts'
import { withChosen } from './with-chosen.ts'

const Drawing = lazy(() => import('./drawing.tsx'))

type ChartProps = Required<Pick<ChartViewProps, 'report'>> & {
  result: NonNullable<ChartViewProps['result']>
  onMark?: (mark: Mark) => void
  chosen: Cell | undefined
}

const none: readonly ChartType[] = []

/** The spec of a result, as a figure, a table, a list or a drawing. */
export default function Chart({ report, result, onMark, chosen }: ChartProps) {
  const { locale } = useLocale()
  const dark = useComputedColorScheme('light') === 'dark'
  const title = textIn(report.label, locale)
  const { charts = none } = useFormParts()
  const [box, size] = useSize()
  const { spec, data, summary } = useMemo(() => {
    const said = `${title}. ${describeResult(result, locale)}`
    const context = { locale, dark, palette: chartPalette[dark ? 'dark' : 'light'], title: said, ...(size ? { size } : {}) }
    const of = (chart: { type: string; config?: typeof report.chart.config }) =>
      chartSpecOf({ ...report, chart }, result, context, [...chartTypes, ...charts])
    return { spec: of(report.chart), data: of({ type: 'table' }) as TableSpec, summary: said }
  }, [report, result, locale, dark, title, charts, size])
  return (
    <div ref={box} className={classes.box}>
      <Spec spec={spec} data={data} title={title} summary={summary} onMark={onMark} chosen={chosen} />
    </div>
  )
}

function Spec({ spec, data, summary, ...props }: SpecProps<ChartSpec> & { data: TableSpec; summary: string }) {
  switch (spec.kind) {
    case 'kpi':
      return <Figure {...props} spec={spec} />
    case 'table':
      return <FiguresTable {...props} spec={spec} />
    case 'list':
      return <FiguresList {...props} spec={spec} />
    case 'echarts':
      return <Drawn {...props} spec={spec} data={data} summary={summary} />
  }
}

/** The drawing, what it leaves out, and the same figures as a table for whoever asks for it or cannot see the drawing. */
function Drawn({ spec, data, title, summary, onMark, chosen }: SpecProps<EChartsSpec> & { data: TableSpec; summary: string }) {
  const { t } = useTranslation('ui')
  const { locale } = useLocale()
  const [isShown, setIsShown] = useState(false)
  const option = useMemo(() => withChosen(readyOption(spec.option, locale), chosen), [spec, locale, chosen])
  const label = t(isShown ? 'chart.hide-data' : 'chart.show-data')
  return (
    <div className={classes.chart}>
      <Suspense fallback={<div className={classes.drawing} />}>
        <Drawing option={option} title={summary} onMark={onMark} />
      </Suspense>
      {spec.notes?.map((note) => (
        <p key={note} className={classes.left}>
          {note}
        </p>
      ))}
      <div className={classes.data} data-shown={isShown || undefined}>
        <FiguresTable spec={data} title={title} onMark={onMark} chosen={chosen} />
      </div>
      <button
        type="button"
        className={classes.toggle}
        aria-pressed={isShown}
        aria-label={label}
        title={label}
        onClick={() => setIsShown(!isShown)}
      >
        <Icon name={isShown ? 'chart-bar' : 'table'} size={16} />
      </button>
    </div>
  )
}
