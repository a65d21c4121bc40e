import type { KpiSpec } from '@tangram/report-engine'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './chart.module.css'
import type { SpecProps } from './spec-props.ts'

const arrows = { up: '▲', down: '▼', flat: '–' }

/** One figure, large, with its change, its way to a target and its course. With a click it is a button, named by what it counts. */
export function Figure({ spec, title, onMark }: SpecProps<KpiSpec>) {
  const { t } = useTranslation('ui')
  const name = spec.label || title
  const { trend, target } = spec
  const said = [
    `${name}: ${spec.text}`,
    ...(trend ? [`${trend.text} ${trend.label}`] : []),
    ...(target ? [`${target.label} ${target.text}, ${Math.round(target.share * 100)}%`] : []),
  ].join('. ')
  const inside = (
    <>
      <span className={classes.figure}>{spec.text}</span>
      {trend && (
        <span className={classes.trend} data-meaning={trend.meaning}>
          <b>
            <span aria-hidden="true">{arrows[trend.direction]} </span>
            {trend.text}
          </b>{' '}
          <span className={classes.quiet}>{trend.label}</span>
        </span>
      )}
      {target && (
        <span className={classes.target}>
          <span className={classes.track}>
            <span className={classes.bar} style={{ width: `${Math.max(0, Math.min(1, target.share)) * 100}%` }} />
          </span>
          <span className={classes.quiet}>
            {target.label} {target.text} · {Math.round(target.share * 100)}%
          </span>
        </span>
      )}
      {spec.history && <Course values={spec.history} />}
    </>
  )
  if (!onMark) return <div className={classes.kpi}>{inside}</div>
  return (
    <button
      type="button"
      className={classes.kpi}
      aria-label={`${said}. ${t('chart.records-of', { name })}`}
      onClick={() => onMark(spec.mark)}
    >
      {inside}
    </button>
  )
}

/** The course of a figure as a line without axes; a gap stays a gap. */
function Course({ values }: { values: (number | null)[] }) {
  const known = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const x = (at: number) => (at / Math.max(1, values.length - 1)) * 100
  const y = (value: number) => 26 - ((value - low) / (high - low || 1)) * 24
  const path = values
    .map((value, at) =>
      value === null ? '' : `${at > 0 && values[at - 1] !== null ? 'L' : 'M'}${x(at).toFixed(2)} ${y(value).toFixed(2)}`,
    )
    .join('')
  return (
    <svg className={classes.course} viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
    </svg>
  )
}
