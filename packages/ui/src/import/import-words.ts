import { fill, type LocalizedText, textIn } from '@tangram/data-model'
import { useMemo } from 'react'
import { useLocale } from '../i18n/locale.ts'

/** What importing says, beside what each page says of its own. Kept here, so that pages without it do not load it. */
export const importWords = {
  file: { 'zh-CN': '表格文件', en: 'Table file' },
  choose: { 'zh-CN': '选择文件，或拖到这里', en: 'Choose a file, or drop it here' },
  kinds: {
    'zh-CN': '.xlsx、.xls 或 .csv，最多 50,000 行、200 列。第一行为表头。',
    en: '.xlsx, .xls or .csv, 50,000 rows and 200 columns at most. The first row holds the headings.',
  },
  uploading: { 'zh-CN': '正在上传', en: 'Uploading' },
  reading: { 'zh-CN': '正在读取并识别各列', en: 'Reading the file and its columns' },
  checking: { 'zh-CN': '正在逐行比对，不会写入数据', en: 'Comparing row by row; nothing is written' },
  writing: { 'zh-CN': '正在写入', en: 'Writing' },
  failed: { 'zh-CN': '这个文件无法导入', en: 'This file cannot be imported' },
  another: { 'zh-CN': '换一个文件', en: 'Choose another file' },
  created: { 'zh-CN': '新增', en: 'New' },
  changed: { 'zh-CN': '有变化', en: 'Changed' },
  unchanged: { 'zh-CN': '无变化', en: 'Unchanged' },
  missing: { 'zh-CN': '文件中没有', en: 'Not in the file' },
  refused: { 'zh-CN': '未通过', en: 'Refused' },
  done: { 'zh-CN': '导入完成', en: 'Imported' },
  checked: { 'zh-CN': '比对结果', en: 'What would happen' },
  cancelled: { 'zh-CN': '已取消，已写入的数据保留', en: 'Cancelled. What was written stays' },
  'refused-title': { 'zh-CN': '未通过的行及原因', en: 'Refused rows and why' },
  row: { 'zh-CN': '第 {row} 行', en: 'Row {row}' },
  line: { 'zh-CN': '（明细第 {line} 行）', en: '(its row in line {line})' },
  more: { 'zh-CN': '此处列出前 {n} 行，完整清单见下载文件。', en: 'The first {n} rows; the file has them all.' },
  download: { 'zh-CN': '下载未通过的行', en: 'Download refused rows' },
  formulas: {
    'zh-CN': '文件中有 {n} 个公式单元格（第一个在 {at}）。公式不会被计算，含公式的行将不予导入。',
    en: 'The file has {n} formula cells (the first at {at}). Formulas are not calculated; rows with one are refused.',
  },
  'use-values': { 'zh-CN': '使用公式已保存的结果', en: 'Use the results saved with them' },
} satisfies { [key: string]: Required<LocalizedText> }

/** Says these words in the language of the page. */
export function useImportWords(): (key: keyof typeof importWords, values?: { [name: string]: string | number }) => string {
  const { locale } = useLocale()
  return useMemo(
    () =>
      (key, values = {}) =>
        fill(textIn(importWords[key], locale), values, locale),
    [locale],
  )
}
