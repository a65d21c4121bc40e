import { decimal, text } from '@tangram/data-model'
import { boundsProblem, boundsSettings, checkBounds } from '../bounds.ts'
import { defineFieldType } from '../field-type.ts'
import { formatDecimal } from '../format-number.ts'
import type { Importer } from '../import/importer.ts'
import { byShape, countOf, headed } from '../import/recognise.ts'

type Config = { currency: string; min?: string; max?: string }

/** An amount in one currency, to the hundredth, exact. The currency belongs to the field, not to the value. */
export const money = defineFieldType<string, Config>({
  type: 'money',
  label: { en: 'Money', 'zh-CN': '金额' },
  help: { en: 'An amount in one currency.', 'zh-CN': '某一币种的金额。' },
  icon: 'currency-yuan',
  group: 'number',
  valueType: decimal(18, 2),
  widget: 'decimal',
  config: {
    currency: {
      valueType: text(3),
      label: { en: 'Currency', 'zh-CN': '币种' },
      default: 'CNY',
      options: [
        { id: 'CNY', label: { en: 'Renminbi', 'zh-CN': '人民币' } },
        { id: 'USD', label: { en: 'US dollar', 'zh-CN': '美元' } },
        { id: 'EUR', label: { en: 'Euro', 'zh-CN': '欧元' } },
        { id: 'HKD', label: { en: 'Hong Kong dollar', 'zh-CN': '港元' } },
        { id: 'JPY', label: { en: 'Yen', 'zh-CN': '日元' } },
        { id: 'GBP', label: { en: 'Pound', 'zh-CN': '英镑' } },
      ],
    },
    ...boundsSettings(decimal(18, 2)),
  },
  validate: boundsProblem,
  checkConfig: checkBounds,
  format: (value, { currency }, locale) =>
    formatDecimal(value, locale, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  examples: {
    valid: ['0', '1234.50', '9999999999999999.99'],
    invalid: [12, '1.005', '-1', '￥3', '12345678901234567'],
    config: { min: '0' },
  },
  messages: {},
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const moneyImporter: Importer = {
  recognise: (column) => {
    const isNamed = headed(column, /金额|价格?$|单价|总价|费用?|成本|工资|薪|货款|税额|合计|amount|price|cost|fee|salary|total/i)
    if (!isNamed && countOf(column, 'money') === 0) return undefined
    if (column.decimals > 2) return undefined
    return byShape(column, ['integer', 'decimal', 'money'], 0.95, 'import.reason.money')
  },
}
