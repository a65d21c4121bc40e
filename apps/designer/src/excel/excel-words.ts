import { fill, type LocalizedText, textIn } from '@tangram/data-model'
import { useLocale } from '@tangram/ui'
import { useMemo } from 'react'

/** What creating from a table file says. */
const excelWords = {
  title: { 'zh-CN': '从 Excel 创建', en: 'Create from Excel' },
  'for-app': { 'zh-CN': '在这个应用中从 Excel 创建', en: 'Create from Excel in this app' },
  intro: {
    'zh-CN': '上传一份表格，自动识别各列的类型，生成数据表、表单和列表，并导入其中的数据。创建前可以逐项修改。',
    en: 'Upload a table: its columns are recognised and become a table, a form and a list with the data in it. Everything can be corrected first.',
  },
  back: { 'zh-CN': '返回', en: 'Back' },
  'app-name': { 'zh-CN': '应用名称', en: 'Name of the app' },
  found: { 'zh-CN': '请核对识别结果', en: 'Check what was recognised' },
  'table-name': { 'zh-CN': '数据表名称', en: 'Name of the table' },
  include: { 'zh-CN': '创建“{name}”', en: 'Create “{name}”' },
  rows: { 'zh-CN': '{rows} 行，{columns} 列', en: '{rows} rows, {columns} columns' },
  'sub-table': {
    'zh-CN': '这些列成为单独的数据表，每行通过“{name}”关联到所属记录。',
    en: 'These columns become a table of their own, each row linked to its “{name}”.',
  },
  'include-rows': { 'zh-CN': '创建明细表“{name}”', en: 'Create the sub-form “{name}”' },
  'group-rows': { 'zh-CN': '{rows} 行明细，{columns} 列', en: '{rows} rows, {columns} columns' },
  'rows-name': { 'zh-CN': '明细表名称', en: 'Name of the sub-form' },
  'rows-sure': {
    'zh-CN': '两行表头，且有记录占多行：这些列是该记录的明细。',
    en: 'Headings in two rows, and records that go on over several lines: these columns are rows of the record.',
  },
  'rows-unsure': {
    'zh-CN': '两行表头，但每条记录只占一行：也可以作为本表的列。',
    en: 'Headings in two rows, but every record has one line: these may as well be columns of this table.',
  },
  headings: { 'zh-CN': '表头', en: 'Headings' },
  'headings-none': { 'zh-CN': '没有表头', en: 'None' },
  'headings-one': { 'zh-CN': '第 {row} 行', en: 'Row {row}' },
  'headings-two': { 'zh-CN': '第 {row}–{next} 行（两行）', en: 'Rows {row}–{next} (two rows)' },
  groups: { 'zh-CN': '分组的列', en: 'Grouped columns' },
  'groups-rows': { 'zh-CN': '作为明细表', en: 'A sub-form' },
  'groups-tables': { 'zh-CN': '拆成单独的数据表', en: 'A table of their own' },
  'groups-columns': { 'zh-CN': '作为本表的列', en: 'Columns of this table' },
  column: { 'zh-CN': '列', en: 'Column' },
  label: { 'zh-CN': '名称', en: 'Name' },
  type: { 'zh-CN': '类型', en: 'Type' },
  certainty: { 'zh-CN': '把握', en: 'Certainty' },
  rules: { 'zh-CN': '约束', en: 'Rules' },
  required: { 'zh-CN': '必填', en: 'Required' },
  unique: { 'zh-CN': '不重复', en: 'Unique' },
  chosen: { 'zh-CN': '手动选择', en: 'Chosen by you' },
  misfits: { 'zh-CN': '{n} 个单元格不符合', en: '{n} cells do not fit' },
  relation: { 'zh-CN': '取值都在“{name}”中', en: 'Its values are those of “{name}”' },
  'include-column': { 'zh-CN': '导入列“{name}”', en: 'Import column “{name}”' },
  'label-of': { 'zh-CN': '“{name}”的名称', en: 'Name of “{name}”' },
  'type-of': { 'zh-CN': '“{name}”的类型', en: 'Type of “{name}”' },
  preview: { 'zh-CN': '“{name}”的列', en: 'Columns of “{name}”' },
  publishes: {
    'zh-CN': '创建会发布一个新版本，草稿中尚未发布的修改也会一并生效。',
    en: 'Creating publishes a new version, together with whatever else the draft has changed.',
  },
  create: { 'zh-CN': '创建并导入', en: 'Create and import' },
  creating: { 'zh-CN': '正在创建数据表', en: 'Creating the tables' },
  open: { 'zh-CN': '打开应用', en: 'Open the app' },
  design: { 'zh-CN': '继续设计', en: 'Go on designing' },
  blocked: {
    'zh-CN': '草稿中有错误，暂时不能发布，请先在设计器中修正。',
    en: 'The draft has errors and cannot be published yet; mend them in the designer first.',
  },
} satisfies { [key: string]: Required<LocalizedText> }

export function useExcelWords(): (key: keyof typeof excelWords, values?: { [name: string]: string | number }) => string {
  const { locale } = useLocale()
  return useMemo(
    () =>
      (key, values = {}) =>
        fill(textIn(excelWords[key], locale), values, locale),
    [locale],
  )
}
