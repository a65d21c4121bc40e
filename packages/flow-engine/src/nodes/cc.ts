import { text } from '@tangram/data-model'
import { checkAssignees, logicsOfAssignees } from '../check-assignees.ts'
import type { Assignees } from '../document.ts'
import { defineNodeType } from '../node-type.ts'
import { settings } from '../settings.ts'

type Config = { people: Assignees; text?: string }

/** 抄送: people may read along. Nobody waits for them, and nobody gets two copies of one instance. */
export const cc = defineNodeType<Config>({
  type: 'cc',
  label: { en: 'Copy', 'zh-CN': '抄送' },
  help: { en: 'People get a copy to read; the process goes on.', 'zh-CN': '抄送给相关人员阅读，流程不等待。' },
  icon: 'send',
  group: 'service',
  bpmnElement: 'bpmn:sendTask',
  config: {
    people: {
      ...settings.assignees,
      label: { en: 'To', 'zh-CN': '抄送给' },
      help: { en: 'Nobody found: nobody gets one.', 'zh-CN': '若无人则不抄送。' },
    },
    text: {
      valueType: text(500),
      label: { en: 'Words with it', 'zh-CN': '附言' },
      help: { en: '{{field}} stands for a value.', 'zh-CN': '{{字段}} 代表字段值。' },
    },
  },
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter(context) {
    const { people, text: words } = context.config
    context.copyTo(context.members(people), words === undefined || words === '' ? undefined : context.fill(words))
    context.leave('out', 'sent')
  },
  check: ({ people }, { path, scope }) => checkAssignees(people, `${path}/people`, scope),
  logics: ({ people }) => logicsOfAssignees(people, '/people'),
  examples: {
    valid: [{ people: { kind: 'role', role: 'manager' } }, { people: { kind: 'leader', levels: 1 }, text: 'No. {{number}}' }],
    invalid: [{}, { people: { kind: 'role' } }],
  },
})
