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
