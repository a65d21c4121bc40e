import { Input } from '@mantine/core'
import type { JsonValue } from '@tangram/data-model'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { formatNumber } from '../../format/numbers.ts'
import { useLocale } from '../../i18n/locale.ts'
import type { WidgetProps } from '../widget.ts'
import { fieldAttributes } from './attributes.ts'
import { decimalTyped, shiftDecimal } from './decimal-text.ts'

/** Exact decimals as text; grouped while nobody types. The currency of an amount stands before it. */
export function DecimalWidget(props: WidgetProps) {
  const { locale } = useLocale()
  const { currency } = props.field.config
  return (
    <NumberInput
      {...props}
      show={(value) => (typeof value === 'string' ? value : '')}
      read={(text) => text}
      before={typeof currency === 'string' ? symbolOf(currency, locale) : undefined}
    />
  )
}

/** Whole numbers, stored as numbers. What is not one stays text, so that the form can say so. */
export function IntegerWidget(props: WidgetProps) {
  const show = (value: JsonValue) => (typeof value === 'number' || typeof value === 'string' ? String(value) : '')
  const read = (text: string) => (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text)
  return <NumberInput {...props} show={show} read={read} whole />
}

/** Fractions shown times a hundred. */
export function PercentWidget(props: WidgetProps) {
  const show = (value: JsonValue) => (typeof value === 'string' ? shiftDecimal(value, 2) : '')
  return <NumberInput {...props} show={show} read={(text) => shiftDecimal(text, -2)} after="%" />
}

type NumberInputProps = WidgetProps & {
  show: (value: JsonValue) => string
  read: (text: string) => string | number
  before?: string | undefined
  after?: string
  whole?: boolean
}

/** What somebody types, what it is shown as once kept, and what was shown until then. */
type Typed = { text: string; gives: string; before: string }

function NumberInput({ show, read, before, after, whole, ...props }: NumberInputProps) {
  const { locale } = useLocale()
  const shown = show(props.value ?? null)
  const [typed, setTyped] = useState<Typed | null>(null)
  // A block pasted over the field, or an undo, changes it under the hands of who stands in it.
  const isOwn = typed !== null && (shown === typed.gives || shown === typed.before)
  const atRest = /^-?\d+(\.\d+)?$/.test(shown) ? formatNumber(shown, locale, 20) : shown
  return (
    <Input
      {...fieldAttributes(props)}
      inputMode={whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      className="tg-figures"
      leftSection={before}
      rightSection={after}
      value={isOwn ? typed.text : typed ? shown : atRest}
      onFocus={({ currentTarget: input }) => {
        // Whoever comes by Tab has all of it selected, to type over it: it must stay so when the separators go.
        const isAll = input.value !== '' && input.selectionStart === 0 && input.selectionEnd === input.value.length
        flushSync(() => setTyped({ text: plain(shown), gives: shown, before: shown }))
        if (isAll) input.select()
      }}
      onChange={(event) => {
        const text = decimalTyped(event.currentTarget.value)
        const value = text === '' ? null : read(text)
        setTyped({ text, gives: show(value), before: shown })
        props.onChange(value)
      }}
      onBlur={() => {
        setTyped(null)
        props.onBlur()
      }}
    />
  )
}

/** As one would type it: `1048` for `1048.00`. */
const plain = (decimal: string) =>
  decimal.replace(/^(-?\d+)(\.\d*?)0*$/, (_, whole: string, part: string) => whole + (part === '.' ? '' : part))

function symbolOf(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}
