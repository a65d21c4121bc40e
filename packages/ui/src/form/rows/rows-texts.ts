import { fill, type LocalizedText, type MessageParams } from '@tangram/data-model'
import { useLocale } from '../../i18n/locale.ts'

/** The words of sub-forms. They stand here, as most forms have none and do not load them. */
const rowsTexts = {
  add: { 'zh-CN': '添加一行', en: 'Add a row' },
  addMany: { 'zh-CN': '添加 {count} 行', en: 'Add {count} rows' },
  more: { 'zh-CN': '第 {row} 行的更多操作', en: 'More for row {row}' },
  row: { 'zh-CN': '第 {row} 行', en: 'Row {row}' },
  number: { 'zh-CN': '行号', en: 'Row' },
  count: { 'zh-CN': '共 {count} 行', en: '{count} rows' },
  countOne: { 'zh-CN': '共 1 行', en: '1 row' },
  empty: {
    'zh-CN': '还没有数据。可以逐行添加，也可以从 Excel 复制后粘贴到这里。',
    en: 'No rows yet. Add them one by one, or copy them in Excel and paste them here.',
  },
  emptyReadOnly: { 'zh-CN': '没有数据。', en: 'No rows.' },
  insertAbove: { 'zh-CN': '在上方插入', en: 'Insert above' },
  insertBelow: { 'zh-CN': '在下方插入', en: 'Insert below' },
  duplicate: { 'zh-CN': '复制此行', en: 'Duplicate' },
  moveUp: { 'zh-CN': '上移', en: 'Move up' },
  moveDown: { 'zh-CN': '下移', en: 'Move down' },
  remove: { 'zh-CN': '删除此行', en: 'Delete row' },
  removed: { 'zh-CN': '已删除第 {row} 行', en: 'Row {row} deleted' },
  pasted: { 'zh-CN': '已粘贴 {rows} 行 {columns} 列', en: 'Pasted {rows} × {columns} cells' },
  pastedUnread: {
    'zh-CN': '已粘贴 {rows} 行 {columns} 列，其中 {unread} 格无法识别，已标出',
    en: 'Pasted {rows} × {columns} cells; {unread} could not be read and are marked',
  },
  tooMany: { 'zh-CN': '最多 {max} 行，多出的 {left} 行没有粘贴', en: 'At most {max} rows; {left} were not pasted' },
  pasting: { 'zh-CN': '正在粘贴…', en: 'Pasting…' },
  undo: { 'zh-CN': '撤销', en: 'Undo' },
  showMore: { 'zh-CN': '再显示 {count} 行', en: 'Show {count} more' },
  full: { 'zh-CN': '最多 {max} 行', en: 'At most {max} rows' },
} satisfies { [key: string]: Required<LocalizedText> }

export type RowsText = keyof typeof rowsTexts

export function useRowsTexts(): (key: RowsText, params?: MessageParams) => string {
  const { locale } = useLocale()
  return (key, params = {}) => fill(rowsTexts[key][locale], params, locale)
}
