import { Input } from '@mantine/core'
import type { WidgetProps } from '../../widget.ts'
import { fieldAttributes } from '../attributes.ts'

/** A number that an authority gave: digits and capital letters of one width, so that two can be compared by eye. */
export function CodeWidget(props: WidgetProps) {
  const { value, onChange, onBlur, field } = props
  return (
    <Input
      {...fieldAttributes(props)}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      className="tg-figures"
      styles={{ input: { textTransform: 'uppercase' } }}
      // Pasted codes often hold spaces, which are taken away later.
      maxLength={field.valueType.kind === 'text' && field.valueType.maxLength ? field.valueType.maxLength * 2 : undefined}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      onBlur={onBlur}
    />
  )
}
