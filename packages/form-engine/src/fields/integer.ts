import { integer as integerType, text } from '@tangram/data-model'
import { boundsProblem, boundsSettings, checkBounds } from '../bounds.ts'
import { defineFieldType } from '../field-type.ts'
import { formatDecimal } from '../format-number.ts'
import type { Importer } from '../import/importer.ts'
import { byShape } from '../import/recognise.ts'

type Config = { min?: number; max?: number; unit?: string }

/** A whole number within ±(2^53−1). */
export const integer = defineFieldType<number, Config>({
  type: 'integer',
  label: { en: 'Whole number', 'zh-CN': '整数' },
  help: { en: 'A number without decimals, such as a quantity.', 'zh-CN': '不带小数的数字，例如数量。' },
  icon: 'number-123',
  group: 'number',
  // The bounds stay out of the value type: changing them must not change the column.
  valueType: integerType(),
  widget: 'integer',
  config: {
    ...boundsSettings(integerType()),
    unit: { valueType: text(20), label: { en: 'Unit', 'zh-CN': '单位' } },
  },
  validate: boundsProblem,
  checkConfig: checkBounds,
  schema: ({ min, max }) => ({ ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) }),
  format: (value, { unit }, locale) => formatDecimal(String(value), locale) + (unit ? ` ${unit}` : ''),
  examples: { valid: [0, -3, 120], invalid: [1.5, '3', 121, -4, 2 ** 53], config: { min: -3, max: 120 } },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const integerImporter: Importer = {
  recognise: (column) =>
    column.decimals === 0 && Math.max(Math.abs(column.min), Math.abs(column.max)) <= Number.MAX_SAFE_INTEGER
      ? byShape(column, ['integer'], 0.9, 'import.reason.whole')
      : undefined,
}
