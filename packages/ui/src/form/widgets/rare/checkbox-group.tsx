import { useFormat } from '../../../format/use-format.ts'
import { colorOf } from '../../../record/record-value.tsx'
import type { WidgetProps } from '../../widget.ts'
import { groupAttributes } from '../attributes.ts'
import choice from '../choice.module.css'
import classes from './rare.module.css'

/** Several of a few, one below the other. */
export function CheckboxGroupWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, field } = props
  const { text } = useFormat()
  const options = field.options ?? []
  const chosen = Array.isArray(value) ? value.map(String) : []
  const change = (option: string, isChosen: boolean) => {
    const next = options.flatMap(({ id: one }) => ((one === option ? isChosen : chosen.includes(one)) ? [one] : []))
    onChange(next.length > 0 ? next : null)
  }
  return (
    <div role="group" {...groupAttributes(props)} className={classes.checks}>
      {options.map((option, index) => (
        <label key={option.id} className={classes.check}>
          <input
            type="checkbox"
            id={index === 0 ? id : `${id}-${option.id}`}
            checked={chosen.includes(option.id)}
            onChange={(event) => change(option.id, event.currentTarget.checked)}
            onBlur={onBlur}
          />
          {option.color && <span className={choice.dot} style={{ background: colorOf(option.color) }} />}
          {text(option.label, option.id)}
        </label>
      ))}
    </div>
  )
}
