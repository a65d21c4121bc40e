import { decimal, integer, text } from '@tangram/data-model'
import { boundsProblem, boundsSettings, checkBounds } from '../bounds.ts'
import { defineFieldType } from '../field-type.ts'
import { formatDecimal } from '../format-number.ts'
import type { Importer } from '../import/importer.ts'
import { byShape } from '../import/recognise.ts'

type Config = { decimals: number; min?: string; max?: string; unit?: string }

/** A number with decimals, exact: stored and sent as text such as `12.50`. */
export const number = defineFieldType<string, Config>({
  type: 'number',
  label: { en: 'Number', 'zh-CN': '数字' },
  help: { en: 'A number with decimals, such as a weight.', 'zh-CN': '可带小数的数字，例如重量。' },
  icon: 'decimal',
  group: 'number',
  // The digits before the point do not depend on the scale, so that more decimals only widen the column.
  valueType: ({ decimals }) => decimal(18 + decimals, decimals),
  widget: 'decimal',
  config: {
    decimals: { valueType: integer({ min: 0, max: 10 }), label: { en: 'Decimal places', 'zh-CN': '小数位数' }, default: 2 },
    ...boundsSettings(decimal(30, 10)),
    unit: { valueType: text(20), label: { en: 'Unit', 'zh-CN': '单位' } },
  },
  validate: boundsProblem,
  checkConfig: checkBounds,
  format: (value, { unit, decimals }, locale) =>
    formatDecimal(value, locale, { maximumFractionDigits: decimals }) + (unit ? ` ${unit}` : ''),
  examples: {
    valid: ['0', '-12.5', '99.99'],
    invalid: [12.5, '1e3', '1.234', '100', '-20', 'abc'],
    config: { min: '-12.5', max: '99.99' },
  },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const numberImporter: Importer = {
  recognise: (column) =>
    column.decimals > 0
      ? byShape(column, ['integer', 'decimal'], 0.9, 'import.reason.number', { decimals: Math.min(10, column.decimals) })
      : undefined,
}
