import { boolean, text } from '@tangram/data-model'
import { citizenIdProblem } from '../citizen-id.ts'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'

/** The identity number of a Chinese citizen (GB 11643): 18 characters, the last one follows from the others. */
export const idNumber = defineFieldType<string, { masked: boolean }>({
  type: 'idNumber',
  label: { en: 'Identity number', 'zh-CN': '身份证号' },
  help: { en: 'An identity number of China; its check digit is verified.', 'zh-CN': '居民身份证号码，自动核对校验码。' },
  icon: 'id',
  group: 'text',
  valueType: text(18),
  widget: 'code',
  mask: 'id',
  config: {
    masked: {
      valueType: boolean,
      label: { en: 'Hide the day of birth when shown', 'zh-CN': '显示时隐藏出生日期' },
      help: { en: 'Lists and records show 310104********1234', 'zh-CN': '列表和详情显示为 310104********1234' },
      default: true,
    },
  },
  normalize: (value) => (typeof value === 'string' ? value.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() : value),
  validate: (value) => {
    const problem = citizenIdProblem(value)
    return problem && { code: `idNumber.${problem}` }
  },
  schema: () => ({ pattern: '^[0-9]{17}[0-9X]$' }),
  format: (value, { masked }) => (masked && value.length === 18 ? `${value.slice(0, 6)}********${value.slice(14)}` : value),
  examples: {
    valid: ['11010519491231002X', '440524198001010013'],
    invalid: ['110105194912310021', '11010519490231002X', '990105194912310020', '1101051949123100', 11010519491231],
  },
  messages: {
    'idNumber.shape': {
      text: { en: 'An identity number has 17 digits and a last digit or X', 'zh-CN': '身份证号应为 17 位数字加 1 位数字或 X' },
    },
    'idNumber.birthday': { text: { en: 'Digits 7 to 14 are no day of birth', 'zh-CN': '第 7 至 14 位不是有效的出生日期' } },
    'idNumber.checksum': {
      text: { en: 'One digit is wrong: the last one does not match the others', 'zh-CN': '号码有误：最后一位与前面的数字不符' },
    },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const idNumberImporter: Importer = {
  recognise: (column) => bySample(column, (cell) => citizenIdProblem(cell.toUpperCase()) === undefined, 0.98, 'import.reason.citizen-id'),
  read: (cell) => textOf(cell),
}
