import { decimal, integer } from '@tangram/data-model'
import { boundsProblem, boundsSettings, checkBounds } from '../bounds.ts'
import { defineFieldType } from '../field-type.ts'
import { formatDecimal } from '../format-number.ts'
import { readPercent } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { byShape } from '../import/recognise.ts'

type Config = { decimals: number; min?: string; max?: string }

/** A share, stored as a fraction: `0.125` is 12.5 %. */
export const percent = defineFieldType<string, Config>({
  type: 'percent',
  label: { en: 'Percentage', 'zh-CN': '百分比' },
  help: { en: 'A share, such as a discount.', 'zh-CN': '比例，例如折扣。' },
  icon: 'percentage',
  group: 'number',
  valueType: decimal(14, 8),
  widget: 'percent',
  config: {
    decimals: { valueType: integer({ min: 0, max: 6 }), label: { en: 'Decimal places shown', 'zh-CN': '显示小数位数' }, default: 1 },
    ...boundsSettings(decimal(14, 8)),
  },
  validate: boundsProblem,
  checkConfig: checkBounds,
  format: (value, { decimals }, locale) => formatDecimal(value, locale, { style: 'percent', maximumFractionDigits: decimals }),
  examples: { valid: ['0', '0.125', '1'], invalid: [0.5, '1.01', '-0.1', '12%'], config: { min: '0', max: '1' } },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const percentImporter: Importer = {
  recognise: (column) => byShape(column, ['percent'], 0.95, 'import.reason.percent'),
  read: (cell) => readPercent(cell),
}
