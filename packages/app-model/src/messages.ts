import type { MessageCatalogue } from '@tangram/data-model'

/** What the author of an app reads when a publish deserves a second look. */
export const planMessages = {
  'plan.other-app': {
    text: { en: 'This document is the app “{found}”, not “{expected}”', 'zh-CN': '此文档属于应用“{found}”，而不是“{expected}”' },
    fix: { en: 'Publish it under its own id', 'zh-CN': '请以其自身的 id 发布' },
  },
  'plan.new-column': {
    text: {
      en: 'The field “{field}” becomes another kind of value; what it holds now is put aside and no longer shown',
      'zh-CN': '字段“{field}”的值类型改变；现有数据会被保留但不再显示',
    },
    fix: { en: 'Add a new field instead if people still need the old values', 'zh-CN': '如仍需旧数据，请改为新增字段' },
  },
  'plan.now-required': {
    text: {
      en: 'The field “{field}” becomes required; records without it must be completed when they are next edited',
      'zh-CN': '字段“{field}”变为必填；缺少该值的记录在下次编辑时须补全',
    },
    fix: { en: 'Give it a default value, or fill it in beforehand', 'zh-CN': '请设置默认值，或提前补全数据' },
  },
  'plan.now-unique': {
    text: {
      en: 'The field “{field}” no longer allows duplicates; the publish stops if there are any',
      'zh-CN': '字段“{field}”不再允许重复；如已有重复值，发布会中止',
    },
    fix: { en: 'Look for duplicates first', 'zh-CN': '请先检查重复数据' },
  },
} satisfies MessageCatalogue
