import { defineArea } from './area.ts'

export const importTexts = defineArea('portal.import', {
  import: { 'zh-CN': '导入', en: 'Import' },
  title: { 'zh-CN': '导入{entity}', en: 'Import into {entity}' },
  table: { 'zh-CN': '工作表', en: 'Sheet' },
  rows: { 'zh-CN': '共 {n} 行。', en: '{n} rows.' },
  match: { 'zh-CN': '各列导入到哪个字段', en: 'Which field each column goes into' },
  skip: { 'zh-CN': '不导入', en: 'Do not import' },
  key: { 'zh-CN': '按哪个字段识别已有记录', en: 'Which field finds records that are there' },
  keyHelp: {
    'zh-CN': '值相同的行会更新已有记录，而不是重复新增。',
    en: 'A row with the same value changes that record instead of adding another.',
  },
  noKey: { 'zh-CN': '不识别，每行都新增', en: 'None: every row is a new record' },
  nothingMatched: { 'zh-CN': '至少选择一列', en: 'Choose at least one column' },
  check: { 'zh-CN': '比对', en: 'Compare' },
  back: { 'zh-CN': '返回修改', en: 'Back' },
  write: { 'zh-CN': '导入 {n} 行', en: 'Import {n} rows' },
  close: { 'zh-CN': '关闭', en: 'Close' },
  missing: { 'zh-CN': '文件中没有的记录', en: 'Records that are not in the file' },
  missingKeep: { 'zh-CN': '保留', en: 'Keep them' },
  missingRemove: { 'zh-CN': '移到回收站', en: 'Move to the recycle bin' },
  follow: { 'zh-CN': '为导入的记录启动流程和规则', en: 'Start flows and rules for imported records' },
})
