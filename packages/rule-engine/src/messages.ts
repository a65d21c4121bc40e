import type { MessageCatalogue } from '@tangram/data-model'

/** What `checkRule` can find. */
export const ruleMessages = {
  'rule.trigger.unknown': {
    text: { en: 'There is no trigger “{trigger}”.', 'zh-CN': '没有触发方式“{trigger}”。' },
    fix: { en: 'Choose a trigger from the list.', 'zh-CN': '请从列表中选择触发方式。' },
  },
  'rule.condition.missing': {
    text: { en: 'This trigger needs a condition to match.', 'zh-CN': '该触发方式需要填写条件。' },
    fix: { en: 'Write the condition, or choose another trigger.', 'zh-CN': '请填写条件，或更换触发方式。' },
  },
  'rule.steps.none': {
    text: { en: 'The rule does nothing.', 'zh-CN': '规则没有任何动作。' },
    fix: { en: 'Add an action.', 'zh-CN': '请添加一个动作。' },
  },
  'rule.step.twice': {
    text: { en: 'The id “{id}” occurs twice among the steps.', 'zh-CN': '步骤标识“{id}”重复。' },
    fix: { en: 'Give one of them another id.', 'zh-CN': '请更换其中一个标识。' },
  },
  'rule.action.unknown': {
    text: { en: 'There is no action “{action}”.', 'zh-CN': '没有动作“{action}”。' },
    fix: { en: 'Choose an action from the list.', 'zh-CN': '请从列表中选择动作。' },
  },
  'rule.placeholder.unknown': {
    text: { en: 'A text asks for “{name}”, which the record does not have.', 'zh-CN': '文本引用了记录中没有的“{name}”。' },
    fix: { en: 'Choose a field of the record.', 'zh-CN': '请选择记录中的字段。' },
  },
  'rule.placeholder.reference': {
    text: { en: 'The text would show the inner number of “{name}”.', 'zh-CN': '文本将显示“{name}”的内部编号。' },
    fix: { en: 'Use one of its fields: {name}.…', 'zh-CN': '请使用其中的字段：{name}.…' },
  },
} satisfies MessageCatalogue
