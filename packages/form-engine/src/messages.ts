import type { MessageCatalogue } from '@tangram/data-model'

/** What a person filling a form reads, for the codes that do not belong to one field type. */
export const valueMessages = {
  'field.required': { text: { en: 'Please fill this in', 'zh-CN': '请填写此项' } },
  'field.unknown': {
    text: { en: 'There is no field “{field}”', 'zh-CN': '不存在字段“{field}”' },
    fix: { en: 'Leave it out, or use the id of a field of this table', 'zh-CN': '请删除它，或使用本表已有字段的 id' },
  },
  'field.unknown-option': { text: { en: 'Please choose one of the options', 'zh-CN': '请从选项中选择' } },
  'field.option-not-offered': { text: { en: 'This option cannot be chosen here', 'zh-CN': '此处不能选择该选项' } },
  'value.not-text': { text: { en: 'Please enter text', 'zh-CN': '请输入文本' } },
  'value.bad-characters': { text: { en: 'This text holds characters that cannot be stored', 'zh-CN': '文本含有无法保存的字符' } },
  'value.too-long': { text: { en: 'Please use at most {maxLength} characters', 'zh-CN': '最多 {maxLength} 个字符' } },
  'value.not-integer': { text: { en: 'Please enter a whole number', 'zh-CN': '请输入整数' } },
  'value.too-low': { text: { en: 'Please enter {min} or more', 'zh-CN': '不能小于 {min}' } },
  'value.too-high': { text: { en: 'Please enter {max} or less', 'zh-CN': '不能大于 {max}' } },
  'value.not-decimal': { text: { en: 'Please enter a number', 'zh-CN': '请输入数字' } },
  'value.too-many-decimals': { text: { en: 'Please use at most {scale} decimal places', 'zh-CN': '最多 {scale} 位小数' } },
  'value.too-many-digits': { text: { en: 'Please use at most {digits} digits before the point', 'zh-CN': '整数部分最多 {digits} 位' } },
  'value.not-boolean': { text: { en: 'Please answer yes or no', 'zh-CN': '请选择是或否' } },
  'value.not-date': { text: { en: 'Please enter a date', 'zh-CN': '请输入日期' } },
  'value.not-time': { text: { en: 'Please enter a time', 'zh-CN': '请输入时间' } },
  'value.not-instant': { text: { en: 'Please enter a date and time', 'zh-CN': '请输入日期和时间' } },
  'value.not-list': { text: { en: 'Please choose from the list', 'zh-CN': '请从列表中选择' } },
  'value.not-range': { text: { en: 'Please enter a start and an end', 'zh-CN': '请输入开始和结束' } },
  'value.not-rows': { text: { en: 'These are no rows of this table', 'zh-CN': '这不是本明细表的行' } },
  'value.not-reference': { text: { en: 'Please choose one entry', 'zh-CN': '请选择一条记录' } },
  'value.not-references': { text: { en: 'Please choose entries from the list', 'zh-CN': '请从列表中选择记录' } },
} satisfies MessageCatalogue

/** Apart from what else the author of a form reads: whoever fills one in compiles it too. */
export const cycleMessages = {
  'form.cycle': {
    text: { en: 'These formulas wait for each other: {cycle}', 'zh-CN': '这些公式相互依赖：{cycle}' },
    fix: { en: 'Change one of them so that it does not use the others', 'zh-CN': '请修改其中一个，使其不再引用其他项' },
  },
} satisfies MessageCatalogue
