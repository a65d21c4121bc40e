import type { LocalizedText, ValueType } from '@tangram/data-model'
import { kindLabels } from './messages.ts'
import type { Typed } from './typed-expression.ts'

export function labelOf(type: ValueType | undefined): Required<LocalizedText> {
  return kindLabels[type?.kind ?? 'null']
}

export function kindsOf(args: readonly Typed[]): Required<LocalizedText> {
  return kindNames(args.map((arg) => arg.type))
}

/** Each kind once: `text, a date`. */
export function kindNames(types: readonly (ValueType | undefined)[]): Required<LocalizedText> {
  const labels = [...new Set(types.map(labelOf))]
  return { en: labels.map((label) => label.en).join(', '), 'zh-CN': labels.map((label) => label['zh-CN']).join('、') }
}

/** What a person reads of a type: `an integer`, `a list: text`. */
export function typeLabel(type: ValueType | undefined): Required<LocalizedText> {
  if (type?.kind !== 'list') return labelOf(type)
  const of = labelOf(type.of)
  return { en: `a list: ${of.en}`, 'zh-CN': `列表：${of['zh-CN']}` }
}
