import { type ErrorCatalogue, failures } from '@tangram/data-model'

/** What can go wrong while an expression is compiled or evaluated. */
export const expressionErrors = {
  'expression.unknown-operator': {
    status: 422,
    text: { en: 'The expression uses “{op}”, which is not an operator.', 'zh-CN': '表达式使用了“{op}”，它不是已有的运算。' },
    fix: { en: 'Write the formula again in the formula editor.', 'zh-CN': '请在公式编辑器中重新编写。' },
  },
  'expression.malformed': {
    status: 422,
    text: { en: 'The expression is not JSON Logic: {found}.', 'zh-CN': '表达式不是合法的 JSON Logic：{found}。' },
    fix: { en: 'An operator is an object with exactly one key.', 'zh-CN': '每个运算是只有一个键的对象。' },
  },
  'expression.too-long': {
    status: 422,
    text: { en: 'The expression has more than {limit} parts.', 'zh-CN': '表达式超过 {limit} 个部分。' },
    fix: { en: 'Split it into several computed fields.', 'zh-CN': '请拆分为多个计算字段。' },
  },
  'expression.too-deep': {
    status: 422,
    text: { en: 'The expression nests more than {limit} levels.', 'zh-CN': '表达式嵌套超过 {limit} 层。' },
    fix: { en: 'Split it into several computed fields.', 'zh-CN': '请拆分为多个计算字段。' },
  },
  'expression.text-too-long': {
    status: 422,
    text: { en: 'The expression builds a text of more than {limit} characters.', 'zh-CN': '表达式生成的文本超过 {limit} 个字符。' },
  },
  'expression.too-many-items': {
    status: 422,
    text: {
      en: 'The expression goes through more than {limit} items of lists.',
      'zh-CN': '表达式处理的列表条目超过 {limit} 个。',
    },
    fix: { en: 'Read fewer rows, or keep totals in fields of their own.', 'zh-CN': '请减少读取的明细行，或把合计保存为单独的字段。' },
  },
  'expression.not-translatable': {
    status: 422,
    text: { en: 'The expression cannot be computed by the database: {reason}', 'zh-CN': '数据库无法计算该表达式：{reason}' },
    fix: { en: 'Correct the expression in the designer.', 'zh-CN': '请在设计器中修正该表达式。' },
  },
} satisfies ErrorCatalogue

export const fail = failures(expressionErrors)
