import { date, type LocalizedText, list, reference, text, timestamp, type ValueType } from '@tangram/data-model'

/** The names every expression knows, whatever the record. */
export const givenNames: { readonly [name: string]: { label: Required<LocalizedText>; valueType: ValueType } } = {
  $now: { label: { en: 'Now', 'zh-CN': '现在' }, valueType: timestamp },
  $today: { label: { en: 'Today', 'zh-CN': '今天' }, valueType: date },
  '$user.id': { label: { en: 'Current user', 'zh-CN': '当前用户' }, valueType: reference('person') },
  '$user.teams': { label: { en: "Current user's teams", 'zh-CN': '当前用户的团队' }, valueType: list(reference('team')) },
  '$user.departments': { label: { en: "Current user's departments", 'zh-CN': '当前用户的部门' }, valueType: list(reference('department')) },
  '$user.roles': { label: { en: "Current user's roles", 'zh-CN': '当前用户的角色' }, valueType: list(text()) },
}

/** Names that formulas write as functions without arguments; the first is printed. */
export const givenFunctions: readonly { path: string; names: readonly [string, ...string[]] }[] = [
  { path: '$now', names: ['NOW', '现在'] },
  { path: '$today', names: ['TODAY', '今天'] },
]
