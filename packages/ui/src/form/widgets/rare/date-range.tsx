import { isJsonObject } from '@tangram/data-model'
import type { WidgetProps } from '../../widget.ts'
import { groupAttributes } from '../attributes.ts'
import { DateWidget } from '../date.tsx'
import classes from './rare.module.css'
import { useWidgetWords, type WidgetWord } from './widget-words.ts'

type Ends = { start: string | null; end: string | null }

const ends = [
  { end: 'start', word: 'first-day' },
  { end: 'end', word: 'last-day' },
] satisfies { end: keyof Ends; word: WidgetWord }[]

/** A first and a last day. Either calendar knows the other day. */
export function DateRangeWidget(props: WidgetProps) {
  const { id, value, onChange, field } = props
  const say = useWidgetWords()
  const period: Ends = { start: null, end: null, ...(isJsonObject(value) ? value : {}) }
  const change = (end: keyof Ends, day: string | null) => {
    const next = { ...period, [end]: day }
    onChange(next.start || next.end ? next : null)
  }
  return (
    <div role="group" {...groupAttributes(props)} className={classes.two}>
      {ends.map(({ end, word }) => {
        const partId = end === 'start' ? id : `${id}-${end}`
        const { min, max } = field.config
        const bounds = end === 'start' ? { min, max } : { min: period.start ?? min, max }
        return (
          <div key={end}>
            <label id={`${partId}-part`} htmlFor={partId} className={classes.part}>
              {say(word)}
            </label>
            <DateWidget
              {...props}
              id={partId}
              labelId={`${partId}-part`}
              field={{ ...field, config: Object.fromEntries(Object.entries(bounds).filter(([, day]) => day !== undefined)) as never }}
              value={period[end]}
              onChange={(day) => change(end, typeof day === 'string' ? day : null)}
            />
          </div>
        )
      })}
    </div>
  )
}
