import { fill, type LocalizedText, textIn } from '@tangram/data-model'
import { useLocale } from '@tangram/ui'
import { useMemo } from 'react'

/** What making a table of a JSON Schema says. */
const schemaWords = {
  title: { 'zh-CN': '从 JSON Schema 新建表', en: 'New table from JSON Schema' },
  intro: {
    'zh-CN': '粘贴描述一条记录的 JSON Schema，或选择文件。下方先列出会得到哪些字段、哪些内容无法保留，确认后才会创建。',
    en: 'Paste the JSON Schema of a record, or choose a file. Below you see which fields it gives and what cannot be kept; nothing is made before you say so.',
  },
  file: { 'zh-CN': '选择文件', en: 'Choose a file' },
  'too-large': { 'zh-CN': '文件超过 1 MB，请拆分后再试。', en: 'The file is larger than 1 MB; split it first.' },
  schema: { 'zh-CN': 'JSON Schema', en: 'JSON Schema' },
  'not-json': { 'zh-CN': '这不是有效的 JSON：{reason}', en: 'This is not JSON: {reason}' },
  'table-name': { 'zh-CN': '数据表名称', en: 'Name of the table' },
  fields: { 'zh-CN': '会得到的字段（{n}）', en: 'Fields it gives ({n})' },
  required: { 'zh-CN': '必填', en: 'Required' },
  unique: { 'zh-CN': '不重复', en: 'Unique' },
  errors: { 'zh-CN': '无法成为字段的内容', en: 'What gives no field' },
  warnings: { 'zh-CN': '有出入的内容', en: 'What is kept in another way, or not' },
  all: { 'zh-CN': '全部内容都可以保留。', en: 'All of it can be kept.' },
  more: { 'zh-CN': '另有 {n} 条', en: '{n} more' },
  create: { 'zh-CN': '创建数据表', en: 'Create the table' },
  created: { 'zh-CN': '已新建数据表“{name}”', en: 'The table “{name}” is made' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  undo: { 'zh-CN': '撤销', en: 'Undo' },
} satisfies { [key: string]: Required<LocalizedText> }

export function useSchemaWords(): (key: keyof typeof schemaWords, values?: { [name: string]: string | number }) => string {
  const { locale } = useLocale()
  return useMemo(
    () =>
      (key, values = {}) =>
        fill(textIn(schemaWords[key], locale), values, locale),
    [locale],
  )
}
