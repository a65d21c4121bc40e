import type { MessageCatalogue } from '@tangram/data-model'

/** Why a column is taken for what it is, and why a cell cannot be kept. */
export const importMessages = {
  'import.reason.words': { text: { en: 'Words', 'zh-CN': '文字内容' } },
  'import.reason.long': { text: { en: 'Long texts, or several lines', 'zh-CN': '文字较长或包含多行' } },
  'import.reason.fallback': { text: { en: 'Anything can be kept as text', 'zh-CN': '任何内容都可以按文本保存' } },
  'import.reason.code': {
    text: { en: 'Digits that are no amount, such as leading zeros', 'zh-CN': '由数字组成但不是数量，例如以 0 开头' },
  },
  'import.reason.citizen-id': { text: { en: 'Chinese identity numbers, check digit included', 'zh-CN': '身份证号，校验位正确' } },
  'import.reason.phone': { text: { en: 'Telephone numbers', 'zh-CN': '电话号码' } },
  'import.reason.email': { text: { en: 'Mail addresses', 'zh-CN': '邮箱地址' } },
  'import.reason.url': { text: { en: 'Web addresses', 'zh-CN': '网址' } },
  'import.reason.whole': { text: { en: 'Whole numbers', 'zh-CN': '整数' } },
  'import.reason.number': { text: { en: 'Numbers with decimals', 'zh-CN': '带小数的数字' } },
  'import.reason.money': { text: { en: 'Amounts, by heading or currency', 'zh-CN': '标题或货币符号表明是金额' } },
  'import.reason.percent': { text: { en: 'Percentages', 'zh-CN': '百分比' } },
  'import.reason.date': { text: { en: 'Dates', 'zh-CN': '日期' } },
  'import.reason.datetime': { text: { en: 'Dates with a time of day', 'zh-CN': '日期和时间' } },
  'import.reason.time': { text: { en: 'Times of day', 'zh-CN': '时刻' } },
  'import.reason.options': { text: { en: 'Few values that repeat', 'zh-CN': '少量重复出现的取值' } },
  'import.reason.several': { text: { en: 'Several of few values in one cell', 'zh-CN': '单元格内含多个重复出现的取值' } },
  'import.reason.yes-no': { text: { en: 'Yes and no', 'zh-CN': '是与否' } },
  'import.reason.serial': { text: { en: 'Numbers that count up, each once', 'zh-CN': '依次递增且不重复的编号' } },
  'import.cell.unread': { text: { en: '“{cell}” cannot be read as {type}', 'zh-CN': '“{cell}”不能识别为{type}' } },
  'import.cell.formula': {
    text: { en: 'Cell {at} holds a formula', 'zh-CN': '单元格 {at} 是公式' },
    fix: { en: 'Paste it as a value, or allow saved results.', 'zh-CN': '请粘贴为数值，或选择使用公式已保存的结果。' },
  },
  'import.cell.error': { text: { en: 'Cell {at} holds the error {cell}', 'zh-CN': '单元格 {at} 的内容是错误值 {cell}' } },
} satisfies MessageCatalogue
