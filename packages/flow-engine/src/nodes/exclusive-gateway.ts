import { defineNodeType } from '../node-type.ts'

/** One way out of several: the first whose condition holds, else the default. */
export const exclusiveGateway = defineNodeType({
  type: 'exclusive-gateway',
  label: { en: 'Condition', 'zh-CN': '条件分支' },
  help: { en: 'Takes the first way whose condition holds.', 'zh-CN': '走第一个条件成立的分支。' },
  icon: 'git-branch',
  group: 'gateway',
  bpmnElement: 'bpmn:exclusiveGateway',
  chooses: true,
  config: {},
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter: (context) => context.leave('out', 'chosen'),
  examples: { valid: [{}], invalid: [] },
})
