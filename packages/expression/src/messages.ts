import type { LocalizedText, MessageCatalogue, ValueKind } from '@tangram/data-model'
import type { ParamKind } from './operator.ts'

/** What the checker and the formula parser say. */
export const expressionMessages = {
  'expression.operator.unknown': {
    text: { en: 'There is no operator “{op}”.', 'zh-CN': '没有“{op}”这个运算。' },
    fix: { en: 'Use one of the functions in the formula editor.', 'zh-CN': '请使用公式编辑器中列出的函数。' },
  },
  'expression.core.operator': {
    text: { en: '“{op}” is not an operator of JSON Logic itself.', 'zh-CN': '“{op}”不是 JSON Logic 自带的运算。' },
    fix: { en: 'Use one of JSON Logic, or write the expression as a formula.', 'zh-CN': '请改用 JSON Logic 自带的运算，或改写为公式。' },
  },
  'expression.malformed': {
    text: {
      en: 'This is not JSON Logic: found {found}, expected an object with one operator.',
      'zh-CN': '这不是 JSON Logic：得到 {found}，应为只含一个运算的对象。',
    },
  },
  'expression.too-large': {
    text: {
      en: 'The expression has more than {nodes} parts or nests more than {depth} levels.',
      'zh-CN': '表达式超过 {nodes} 个部分，或嵌套超过 {depth} 层。',
    },
    fix: { en: 'Split it into several computed fields.', 'zh-CN': '请拆分为多个计算字段。' },
  },
  'expression.name.unknown': {
    text: { en: 'There is no field “{name}” here.', 'zh-CN': '这里没有“{name}”这个字段。' },
    fix: { en: 'Choose a field from the list.', 'zh-CN': '请从列表中选择字段。' },
  },
  'expression.name.misspelt': {
    text: { en: 'There is no field “{name}” here.', 'zh-CN': '这里没有“{name}”这个字段。' },
    fix: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '是否想写“{suggestion}”？' },
  },
  'expression.name.encrypted': {
    text: {
      en: 'The field “{name}” is encrypted; formulas and conditions cannot read it.',
      'zh-CN': '字段“{name}”已加密，公式和条件不能读取它。',
    },
    fix: {
      en: 'Take the field out of the expression, or switch its encryption off.',
      'zh-CN': '请从表达式中去掉该字段，或关闭该字段的加密。',
    },
  },
  'expression.arity': {
    text: {
      en: '{function} was given {found} values; it takes {expected}.',
      'zh-CN': '{function} 得到了 {found} 个值，需要 {expected} 个。',
    },
  },
  'expression.type': {
    text: { en: '{function} was given {found}; here it takes {expected}.', 'zh-CN': '{function} 得到的是{found}，这里需要{expected}。' },
  },
  'expression.types-differ': {
    text: { en: '{function} was given {found}; they must be of one type.', 'zh-CN': '{function} 得到的是{found}，它们必须是同一类型。' },
    fix: {
      en: 'For dates and times together, use DATE_OF or START_OF_DAY.',
      'zh-CN': '日期与时间一起使用时，请用 DATE_OF 或 START_OF_DAY 转换。',
    },
  },
  'expression.value.invalid': {
    text: { en: '“{found}” is not {expected}.', 'zh-CN': '“{found}”不是{expected}。' },
    fix: {
      en: 'Dates are written 2026-11-22, times 2026-11-22T08:00:00.000Z.',
      'zh-CN': '日期写作 2026-11-22，时间写作 2026-11-22T08:00:00.000Z。',
    },
  },
  'expression.text.invalid': {
    text: { en: 'The text holds a character that cannot be stored.', 'zh-CN': '文本中含有无法存储的字符。' },
  },
  'expression.literal-needed': {
    text: { en: '{function} needs {expected} written out here.', 'zh-CN': '{function} 在这里需要直接写出{expected}。' },
  },
  'expression.decimal.condition': {
    text: { en: 'A decimal is not a condition.', 'zh-CN': '小数不能作为条件。' },
    fix: { en: 'Compare it with a number, for example “<> 0”.', 'zh-CN': '请与某个数比较，例如“<> 0”。' },
  },
  'expression.decimal.exact': {
    text: { en: '“{op}” would compare decimals as text.', 'zh-CN': '“{op}”会把小数当作文本来比较。' },
    fix: { en: 'Use “dec{op}” instead (dec_between for between).', 'zh-CN': '请改用“dec{op}”（between 用 dec_between）。' },
  },
  'expression.decimal.words': {
    text: { en: 'A decimal can be written in several ways: 1.5, 1.50.', 'zh-CN': '同一个小数有多种写法：1.5、1.50。' },
    fix: { en: 'Put it into DEC( ).', 'zh-CN': '请放入 DEC( ) 中。' },
  },
  'expression.database': {
    text: { en: 'The database cannot compute {function}: {reason}', 'zh-CN': '数据库无法计算 {function}：{reason}' },
    fix: {
      en: 'Use it in forms, flows and rules, not in filters, reports and rights.',
      'zh-CN': '请在表单、流程和规则中使用，不要用于筛选、报表和权限。',
    },
  },
  'expression.option.unknown': {
    text: { en: '“{found}” is not one of the options: {expected}.', 'zh-CN': '“{found}”不是选项之一：{expected}。' },
  },
  'formula.empty': {
    text: { en: 'The formula is empty.', 'zh-CN': '公式为空。' },
  },
  'formula.unexpected': {
    text: { en: 'Found {found}, expected {expected}.', 'zh-CN': '得到{found}，应为{expected}。' },
  },
  'formula.unclosed': {
    text: { en: 'What begins with {found} has no end; expected {expected}.', 'zh-CN': '以 {found} 开始的部分没有结束，缺少 {expected}。' },
  },
  'formula.function.unknown': {
    text: { en: 'There is no function “{name}”.', 'zh-CN': '没有“{name}”这个函数。' },
  },
  'formula.function.misspelt': {
    text: { en: 'There is no function “{name}”.', 'zh-CN': '没有“{name}”这个函数。' },
    fix: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '是否想写“{suggestion}”？' },
  },
} satisfies MessageCatalogue

/** What values are called when a message speaks of them. */
export const kindLabels: {
  readonly [Kind in
    | ValueKind
    | Exclude<ParamKind, 'any' | 'alike' | 'equal' | 'order' | 'integers' | 'numbers'>
    | 'null']: Required<LocalizedText>
} = {
  text: { en: 'text', 'zh-CN': '文本' },
  integer: { en: 'an integer', 'zh-CN': '整数' },
  decimal: { en: 'a decimal', 'zh-CN': '小数' },
  boolean: { en: 'true or false', 'zh-CN': '真或假' },
  date: { en: 'a date', 'zh-CN': '日期' },
  time: { en: 'a time of day', 'zh-CN': '时刻' },
  timestamp: { en: 'a date with time', 'zh-CN': '日期时间' },
  list: { en: 'a list', 'zh-CN': '列表' },
  range: { en: 'a range', 'zh-CN': '区间' },
  reference: { en: 'a reference', 'zh-CN': '关联记录' },
  rows: { en: 'the rows of a sub-form', 'zh-CN': '明细行' },
  json: { en: 'structured data', 'zh-CN': '结构化数据' },
  null: { en: 'nothing', 'zh-CN': '空' },
  condition: { en: 'a condition', 'zh-CN': '条件' },
  items: { en: 'a list or the rows of a sub-form', 'zh-CN': '列表或明细' },
  number: { en: 'a number', 'zh-CN': '数字' },
  moment: { en: 'a date or a date with time', 'zh-CN': '日期或日期时间' },
  words: { en: 'something that can be written out', 'zh-CN': '可以写成文字的值' },
  plain: { en: 'anything but a decimal', 'zh-CN': '小数以外的值' },
  member: { en: 'something that may be in the list', 'zh-CN': '列表中可能有的值' },
  plains: { en: 'a list without decimals', 'zh-CN': '不含小数的列表' },
  moments: { en: 'dates or dates with time', 'zh-CN': '日期或日期时间' },
  amounts: { en: 'a list of numbers', 'zh-CN': '数字列表' },
  dates: { en: 'a list of dates', 'zh-CN': '日期列表' },
  people: { en: 'a list of references', 'zh-CN': '关联记录列表' },
  flags: { en: 'a list of true and false', 'zh-CN': '真假值列表' },
  clock: { en: 'a date with time or a time of day', 'zh-CN': '日期时间或时刻' },
  exponent: { en: 'a whole number from 0 to 20', 'zh-CN': '0 到 20 的整数' },
  period: { en: 'day, week, month, quarter or year', 'zh-CN': 'day、week、month、quarter 或 year 之一' },
  elapsed: { en: 'year, quarter, month, week or day', 'zh-CN': 'year、quarter、month、week 或 day 之一' },
  comparison: { en: '=, <>, <, <=, > or >=', 'zh-CN': '=、<>、<、<=、> 或 >=' },
  zone: { en: 'a time zone, as Asia/Shanghai', 'zh-CN': '时区，如 Asia/Shanghai' },
  numberFormat: { en: 'a number format, as #,##0.00', 'zh-CN': '数字格式，如 #,##0.00' },
  pattern: { en: 'a pattern, as ^[A-Z]{2}-\\d+$', 'zh-CN': '正则表达式，如 ^[A-Z]{2}-\\d+$' },
  dateFormat: { en: 'a date format, as yyyy-MM-dd HH:mm', 'zh-CN': '日期格式，如 yyyy-MM-dd HH:mm' },
  scale: { en: 'a whole number from −20 to 20', 'zh-CN': '−20 到 20 的整数' },
  unit: { en: 'minute, hour, day, week, month or year', 'zh-CN': 'minute、hour、day、week、month 或 year 之一' },
}
