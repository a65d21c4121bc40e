import { fill, type Locale } from '@tangram/data-model'

const words = {
  'as-of': { en: 'Data as of {time} ({zone})', 'zh-CN': '数据截至 {time}（{zone}）' },
  page: { en: 'Page {page} of {pages}', 'zh-CN': '第 {page} 页，共 {pages} 页' },
  filters: { en: 'Filters: {filters}', 'zh-CN': '筛选：{filters}' },
  'more-rows': { en: '{count} more rows', 'zh-CN': '另有 {count} 行' },
  'more-rows-below': { en: '{count} more rows: all of them on a page of their own', 'zh-CN': '另有 {count} 行，完整内容见后页' },
  'more-columns': { en: '{count} more columns: see the Excel file', 'zh-CN': '另有 {count} 列，请导出 Excel 查看' },
  truncated: { en: 'The first {count} rows', 'zh-CN': '仅前 {count} 行' },
  none: { en: 'No data', 'zh-CN': '暂无数据' },
} as const

export function say(word: keyof typeof words, locale: Locale, params: { [name: string]: string | number } = {}): string {
  return fill(words[word][locale], params, locale)
}
