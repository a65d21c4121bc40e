import type { Locale } from '@tangram/data-model'

/** Words that charts put into their drawings and notes. */
const words = {
  total: { 'zh-CN': '合计', en: 'Total' },
  subtotal: { 'zh-CN': '小计', en: 'Subtotal' },
  share: { 'zh-CN': '占比', en: 'Share' },
  now: { 'zh-CN': '当前', en: 'Now' },
  target: { 'zh-CN': '目标', en: 'Target' },
  before: { 'zh-CN': '较{name}', en: 'vs {name}' },
  fromFirst: { 'zh-CN': '总转化率', en: 'Of the first' },
  fromBefore: { 'zh-CN': '上一步转化率', en: 'Of the step before' },
  start: { 'zh-CN': '开始', en: 'Start' },
  end: { 'zh-CN': '结束', en: 'End' },
  open: { 'zh-CN': '进行中', en: 'still open' },
  overdue: { 'zh-CN': '逾期 {time}', en: '{time} overdue' },
  due: { 'zh-CN': '剩余 {time}', en: '{time} left' },
  noDate: { 'zh-CN': '未设期限', en: 'No date' },
  inGroups: { 'zh-CN': '出现在 {count} 组中', en: 'In {count} groups' },
  unmatched: { 'zh-CN': '地图上找不到：{names}', en: 'Not on the map: {names}' },
  sameRegion: { 'zh-CN': '与已绘制的地区相同，见数据表：{names}', en: 'Same region as one that is drawn, see the data: {names}' },
  notPositive: { 'zh-CN': '零和负值无法绘制，见数据表：{names}', en: 'Zero and negative figures cannot be drawn, see the data: {names}' },
  undated: { 'zh-CN': '没有日期，无法绘制：{names}', en: 'Without a date, not drawn: {names}' },
  without: { 'zh-CN': '没有数值，无法绘制：{names}', en: 'Without a figure, not drawn: {names}' },
  crowded: { 'zh-CN': '放不下 {count} 个词，见数据表', en: 'No room for {count} words, see the data' },
  firstOnly: { 'zh-CN': '仅绘制前 {count} 项，其余见数据表', en: 'Only the first {count} are drawn, see the data for the rest' },
  more: { 'zh-CN': '{names} 等 {count} 项', en: '{names} and {count} more' },
  summaryNone: { 'zh-CN': '没有数据。', en: 'No data.' },
  summaryGroups: { 'zh-CN': '按{dimensions}分组，共 {count} 组。', en: '{count} groups by {dimensions}. ' },
  summaryRange: {
    'zh-CN': '{measure}最高：{top}（{topText}），最低：{low}（{lowText}）。',
    en: '{measure}: highest {top} ({topText}), lowest {low} ({lowText}). ',
  },
  summarySteps: { 'zh-CN': '{measure}逐阶段为：{steps}。', en: '{measure} from stage to stage: {steps}. ' },
  summaryOne: { 'zh-CN': '{measure}：{text}。', en: '{measure}: {text}. ' },
  summaryCut: { 'zh-CN': '仅含前 {count} 行。', en: 'Only the first {count} rows. ' },
} as const

export function say(word: keyof typeof words, locale: Locale, params: { [name: string]: string | number } = {}): string {
  return words[word][locale].replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole))
}

/** A note that lists names, the first ones by name; undefined when there are none. */
export function listing(word: keyof typeof words, names: readonly string[], locale: Locale): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 8).join(locale === 'zh-CN' ? '、' : ', ')
  const all = names.length > 8 ? say('more', locale, { names: shown, count: locale === 'zh-CN' ? names.length : names.length - 8 }) : shown
  return [say(word, locale, { names: all })]
}
