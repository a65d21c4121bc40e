import { Input } from '@mantine/core'
import type { WidgetProps } from '../widget.ts'
import { fieldAttributes } from './attributes.ts'

type Kind = { type: string; inputMode: 'text' | 'email' | 'tel' | 'url'; autoComplete: string }

const text: Kind = { type: 'text', inputMode: 'text', autoComplete: 'off' }
const email: Kind = { type: 'email', inputMode: 'email', autoComplete: 'email' }
const phone: Kind = { type: 'tel', inputMode: 'tel', autoComplete: 'tel' }
const url: Kind = { type: 'url', inputMode: 'url', autoComplete: 'url' }

const lineWidget = (kind: Kind) =>
  function LineWidget(props: WidgetProps) {
    const { value, onChange, onBlur, field } = props
    return (
      <Input
        {...fieldAttributes(props)}
        {...kind}
        maxLength={maxLengthOf(field.valueType)}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        onBlur={onBlur}
      />
    )
  }

export const TextWidget = lineWidget(text)
export const EmailWidget = lineWidget(email)
export const PhoneWidget = lineWidget(phone)
export const UrlWidget = lineWidget(url)

/** Several lines; grows with its text. */
export function TextareaWidget(props: WidgetProps) {
  const { value, onChange, onBlur, field } = props
  return (
    <Input
      {...fieldAttributes(props)}
      component="textarea"
      multiline
      rows={Number(field.config.rows ?? 4)}
      maxLength={maxLengthOf(field.valueType)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event: { currentTarget: HTMLTextAreaElement }) =>
        onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)
      }
      onBlur={onBlur}
    />
  )
}

function maxLengthOf(type: WidgetProps['field']['valueType']): number | undefined {
  return type.kind === 'text' ? type.maxLength : undefined
}
