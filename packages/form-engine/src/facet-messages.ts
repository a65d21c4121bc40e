import type { MessageCatalogue } from '@tangram/data-model'

/** What the author of a form reads about what it says of single fields and columns. */
export const facetMessages = {
  'form.options.no-choice': {
    text: { en: 'The field “{field}” has no options to choose from', 'zh-CN': '字段“{field}”没有可选项' },
    fix: { en: 'Take the formula away, or choose another type', 'zh-CN': '请删除此公式，或更换字段类型' },
  },
  'form.check.no-message': {
    text: { en: 'Nothing is said when the condition does not hold', 'zh-CN': '条件不满足时没有提示文字' },
    fix: { en: 'Write what people should do', 'zh-CN': '请填写提示内容' },
  },
  'form.where.no-relation': {
    text: { en: 'The field “{field}” links no records to choose from', 'zh-CN': '字段“{field}”不是关联字段，没有可选记录' },
    fix: { en: 'Take the condition away, or choose another type', 'zh-CN': '请删除此条件，或更换字段类型' },
  },
  'form.fill.no-relation': {
    text: {
      en: 'Only picking one record can fill in fields; “{field}” does not',
      'zh-CN': '只有选择单条关联记录才能带出数据，“{field}”不能',
    },
    fix: { en: 'Take the rule away, or let the field hold one record', 'zh-CN': '请删除此规则，或将字段改为单条关联' },
  },
  'form.fill.unknown-source': {
    text: { en: 'The linked table has no field “{field}”', 'zh-CN': '关联表没有字段“{field}”' },
    fix: { en: 'Choose another field to copy from', 'zh-CN': '请选择其他来源字段' },
  },
  'form.fill.encrypted': {
    text: {
      en: 'The field “{field}” of the linked table is encrypted and cannot be copied',
      'zh-CN': '关联表的字段“{field}”已加密，不能带出',
    },
    fix: { en: 'Choose another field to copy from', 'zh-CN': '请选择其他来源字段' },
  },
  'form.fill.not-writable': {
    text: { en: 'The field “{field}” is filled in by the system', 'zh-CN': '字段“{field}”由系统填写' },
    fix: { en: 'Choose another field to copy to', 'zh-CN': '请选择其他目标字段' },
  },
  'form.columns.no-sub-form': {
    text: { en: 'The field “{field}” has no columns', 'zh-CN': '字段“{field}”没有列' },
    fix: { en: 'Take the columns away, or choose another type', 'zh-CN': '请删除列设置，或更换字段类型' },
  },
} satisfies MessageCatalogue
