import type { LocalizedText, ValueKind } from '@tangram/data-model'

/** What a value is, in words. */
export const kindWords: { [kind in ValueKind]: Required<LocalizedText> } = {
  text: { en: 'text', 'zh-CN': '文本' },
  integer: { en: 'a whole number', 'zh-CN': '整数' },
  decimal: { en: 'a decimal number', 'zh-CN': '小数' },
  boolean: { en: 'true or false', 'zh-CN': '真或假' },
  date: { en: 'a date', 'zh-CN': '日期' },
  time: { en: 'a time', 'zh-CN': '时间' },
  timestamp: { en: 'a date and time', 'zh-CN': '日期时间' },
  list: { en: 'a list', 'zh-CN': '列表' },
  range: { en: 'a start and an end', 'zh-CN': '起止区间' },
  rows: { en: 'rows', 'zh-CN': '明细行' },
  reference: { en: 'a linked record', 'zh-CN': '关联记录' },
  json: { en: 'structured data', 'zh-CN': '结构化数据' },
}
