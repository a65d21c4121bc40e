import type { ListSpec } from '@tangram/report-engine'
import { useTranslation } from '../i18n/use-translation.ts'
import { Icon } from '../icons/icon.tsx'
import classes from './chart.module.css'
import type { SpecProps } from './spec-props.ts'
import { isOf } from './with-chosen.ts'

const levels = {
  danger: { icon: 'alert-circle', text: 'chart.level-danger' },
  warning: { icon: 'alert-triangle', text: 'chart.level-warning' },
  calm: { icon: 'circle-check', text: 'chart.level-calm' },
} as const

/** Groups one below the other: with their places and bars, or with what is late in front. */
export function FiguresList({ spec, title, onMark, chosen }: SpecProps<ListSpec>) {
  const { t } = useTranslation('ui')
  return (
    <section className={classes.list} tabIndex={onMark ? undefined : 0} aria-label={title}>
      <ol>
        {spec.items.map((item, at) => {
          const inside = (
            <>
              {item.place !== undefined && (
                <span className={classes.place} data-place={item.place}>
                  {item.place}
                </span>
              )}
              {item.level && (
                <span className={classes.level} data-level={item.level} role="img" aria-label={t(levels[item.level].text)}>
                  <Icon name={levels[item.level].icon} size={18} />
                </span>
              )}
              <span className={classes.name}>
                {item.name}
                {item.detail && <span className={classes.quiet}>{item.detail}</span>}
              </span>
              <span className={classes.value} data-level={item.level}>
                {item.text}
              </span>
              {item.share !== undefined && (
                <span className={classes.track}>
                  <span className={classes.bar} style={{ width: `${item.share * 100}%` }} />
                </span>
              )}
            </>
          )
          return (
            <li key={at} aria-current={isOf(item.mark, chosen) || undefined}>
              {onMark ? (
                <button type="button" title={t('chart.records-of', { name: item.name })} onClick={() => onMark(item.mark)}>
                  {inside}
                </button>
              ) : (
                <div>{inside}</div>
              )}
            </li>
          )
        })}
      </ol>
      {spec.truncated && <p className={classes.note}>{t('chart.truncated', { count: spec.items.length })}</p>}
    </section>
  )
}
