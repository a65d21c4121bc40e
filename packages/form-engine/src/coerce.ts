import type { JsonValue, ValueType } from '@tangram/data-model'
import { isTruthy } from '@tangram/expression'
import { decimalOfNumber, isDecimalText, roundDecimal } from './decimals.ts'

/**
 * Brings what a formula gave to the form its field stores: numbers to decimal text with the field's scale, fractions
 * rounded half away from zero, texts of numbers. What does not fit stays and is then reported as a wrong value.
 */
export function coerce(value: JsonValue, type: ValueType): JsonValue {
  if (value === null) return null
  switch (type.kind) {
    case 'text':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    case 'integer': {
      if (Number.isSafeInteger(value)) return value
      const decimal = decimalOf(value)
      return decimal === undefined ? value : Number(roundDecimal(decimal, 0))
    }
    case 'decimal': {
      const decimal = decimalOf(value)
      return decimal === undefined ? value : roundDecimal(decimal, type.scale)
    }
    case 'boolean':
      return isTruthy(value)
    default:
      return value
  }
}

function decimalOf(value: JsonValue): string | undefined {
  if (typeof value === 'number') return decimalOfNumber(value)
  return isDecimalText(value) ? value : undefined
}
