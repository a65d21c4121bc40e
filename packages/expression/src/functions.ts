import type { LocalizedText } from '@tangram/data-model'
import { givenFunctions, givenNames } from './given-names.ts'
import type { OperatorGroup } from './operator.ts'
import { operators } from './operators/index.ts'

/** What an editor shows of a function: `{ name: 'LEN', aliases: ['长度'], … }`. */
export type FunctionDescription = {
  /** The operator in JSON Logic, or the name that is read: `$now`. */
  op: string
  /** The name printed in formulas, and the others that are understood. */
  name: string
  aliases: readonly string[]
  group: OperatorGroup
  label: Required<LocalizedText>
  params: readonly { name: Required<LocalizedText>; optional: boolean; repeats: boolean }[]
  /** True: formulas choose it by themselves (`SUM` of decimals is `DEC_SUM`); editors need not offer it. */
  isImplied: boolean
  /** Why filters, reports and rights cannot use it; without it, they can. */
  closuresOnly?: Required<LocalizedText>
}

/** The groups of functions, in the order a person reads them. */
export const functionGroups: { readonly [Group in OperatorGroup]: Required<LocalizedText> } = {
  logic: { en: 'Logic', 'zh-CN': '逻辑' },
  number: { en: 'Numbers', 'zh-CN': '数字' },
  text: { en: 'Text', 'zh-CN': '文本' },
  date: { en: 'Dates and times', 'zh-CN': '日期与时间' },
  list: { en: 'Lists and sub-forms', 'zh-CN': '列表与明细' },
  people: { en: 'People', 'zh-CN': '人员' },
}

const implied = new Set(operators.map(({ exact }) => exact))

/** Every function of the language, for palettes, completion and the reference. */
export const functions: readonly FunctionDescription[] = [
  ...givenFunctions.map(({ path, names: [name, ...aliases] }) => ({
    op: path,
    name,
    aliases,
    group: 'date' as const,
    label: givenNames[path]?.label ?? { en: path, 'zh-CN': path },
    params: [],
    isImplied: false,
  })),
  ...operators.map(({ op, names: [name, ...aliases], group, label, params, rest, closuresOnly }) => ({
    op,
    name,
    aliases,
    group,
    label,
    params: [
      ...params.map((param) => ({ name: param.name, optional: param.optional === true, repeats: false })),
      ...(rest ? [{ name: rest.name, optional: true, repeats: true }] : []),
    ],
    isImplied: implied.has(op),
    ...(closuresOnly ? { closuresOnly } : {}),
  })),
]
