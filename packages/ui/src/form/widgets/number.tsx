import { Input } from '@mantine/core'
import { useState } from 'react'
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
      shown={typeof props.value === 'string' ? props.value : ''}
      read={(text) => text}
      before={typeof currency === 'string' ? symbolOf(currency, locale) : undefined}
    />
  )
}

/** Whole numbers, stored as numbers. What is not one stays text, so that the form can say so. */
export function IntegerWidget(props: WidgetProps) {
  const shown = typeof props.value === 'number' || typeof props.value === 'string' ? String(props.value) : ''
  const read = (text: string) => (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text)
  return <NumberInput {...props} shown={shown} read={read} whole />
}

/** Fractions shown times a hundred. */
export function PercentWidget(props: WidgetProps) {
  const shown = typeof props.value === 'string' ? shiftDecimal(props.value, 2) : ''
  return <NumberInput {...props} shown={shown} read={(text) => shiftDecimal(text, -2)} after="%" />
}

type NumberInputProps = WidgetProps & {
  shown: string
  read: (text: string) => string | number
  before?: string | undefined
  after?: string
  whole?: boolean
}

function NumberInput({ shown, read, before, after, whole, ...props }: NumberInputProps) {
  const { locale } = useLocale()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Input
      {...fieldAttributes(props)}
      inputMode={whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      className="tg-figures"
      leftSection={before}
      rightSection={after}
      value={typed ?? (/^-?\d+(\.\d+)?$/.test(shown) ? formatNumber(shown, locale, 20) : shown)}
      onFocus={() => setTyped(shown)}
      onChange={(event) => {
        const text = decimalTyped(event.currentTarget.value)
        setTyped(text)
        props.onChange(text === '' ? null : read(text))
      }}
      onBlur={() => {
        setTyped(null)
        props.onBlur()
      }}
    />
  )
}

function symbolOf(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}
