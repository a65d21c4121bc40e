import { text } from '@tangram/data-model'
import { defineFieldType } from '../field-type.ts'
import { textOf } from '../import/cell-text.ts'
import type { Importer } from '../import/importer.ts'
import { bySample } from '../import/recognise.ts'

/** No I, O, S, V, Z: they look like digits. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

function creditCodeProblem(code: string): 'shape' | 'checksum' | undefined {
  if (code.length !== 18 || ![...code].every((character) => alphabet.includes(character))) return 'shape'
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] === code[17] ? undefined : 'checksum'
}

/** The unified social credit code of an organisation in China (GB 32100): 18 characters, the last one follows from the others. */
export const creditCode = defineFieldType<string, object>({
  type: 'creditCode',
  label: { en: 'Social credit code', 'zh-CN': '统一社会信用代码' },
  help: { en: 'The code of a company in China; its check character is verified.', 'zh-CN': '企业的统一社会信用代码，自动核对校验码。' },
  icon: 'license',
  group: 'text',
  valueType: text(18),
  widget: 'code',
  config: {},
  normalize: (value) => (typeof value === 'string' ? value.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() : value),
  validate: (value) => {
    const problem = creditCodeProblem(value)
    return problem && { code: `creditCode.${problem}` }
  },
  schema: () => ({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' }),
  examples: {
    valid: ['91350100M000100Y43', '91110000100001342C'],
    invalid: ['91350100M000100Y44', '91350100M000100Y4', 'I1350100M000100Y43', 9],
  },
  messages: {
    'creditCode.shape': {
      text: {
        en: 'A code has 18 digits and capital letters, without I, O, S, V, Z',
        'zh-CN': '代码应为 18 位数字或大写字母，不含 I、O、S、V、Z',
      },
    },
    'creditCode.checksum': {
      text: { en: 'One character is wrong: the last one does not match the others', 'zh-CN': '代码有误：最后一位与前面的字符不符' },
    },
  },
})

/** How a column of a table file is known as this, beyond what follows from the value type. Apart from the type, so that forms do not load it. */
export const creditCodeImporter: Importer = {
  recognise: (column) => bySample(column, (cell) => creditCodeProblem(cell.toUpperCase()) === undefined, 0.98, 'import.reason.credit-code'),
  read: (cell) => textOf(cell),
}
