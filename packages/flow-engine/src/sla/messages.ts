import type { MessageCatalogue } from '@tangram/data-model'

/** What `checkSla` can find. */
export const slaMessages = {
  'sla.calendar.unknown': {
    text: { en: 'There is no working calendar “{calendar}”.', 'zh-CN': '没有工作日历“{calendar}”。' },
    fix: { en: 'Choose a calendar, or none to count around the clock.', 'zh-CN': '请选择工作日历；不选则全天计时。' },
  },
  'sla.stages.none': {
    text: { en: 'The agreement has no stage, so it promises nothing.', 'zh-CN': '该服务承诺没有阶段，不会计时。' },
    fix: { en: 'Add a stage, such as first response.', 'zh-CN': '请添加阶段，例如“首次响应”。' },
  },
  'sla.targets.none': {
    text: { en: 'The stage “{stage}” has no target.', 'zh-CN': '阶段“{stage}”没有时限。' },
    fix: { en: 'Add a row that says how long it may take.', 'zh-CN': '请添加一行时限。' },
  },
  'sla.target.unreachable': {
    text: { en: 'This target is never used: the one above it always applies.', 'zh-CN': '该时限不会生效：上一行没有条件，总会先命中。' },
    fix: { en: 'Move the row without a condition to the end.', 'zh-CN': '请将没有条件的一行移到最后。' },
  },
  'sla.target.wrong': {
    text: { en: 'A target is one minute or more.', 'zh-CN': '时限至少为 1 分钟。' },
    fix: { en: 'Enter how many minutes of work it may take.', 'zh-CN': '请填写允许的工作分钟数。' },
  },
  'sla.warning.wrong': {
    text: { en: 'Warn at 1 to 99 percent of the target.', 'zh-CN': '预警点应为时限的 1% 到 99%。' },
    fix: { en: 'Enter a percentage, such as 80.', 'zh-CN': '请填写百分比，例如 80。' },
  },
  'sla.warning.idle': {
    text: { en: 'Nothing is done when the warning of “{stage}” comes.', 'zh-CN': '“{stage}”到达预警点时没有任何动作。' },
    fix: { en: 'Add a step, or take the percentage away.', 'zh-CN': '请添加动作，或删除预警点。' },
  },
  'sla.step.twice': {
    text: { en: 'The id “{id}” occurs twice.', 'zh-CN': '标识“{id}”重复。' },
    fix: { en: 'Give one of them another id.', 'zh-CN': '请更换其中一个标识。' },
  },
} satisfies MessageCatalogue
