import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** Every way whose condition holds; or waits for all branches that can still come. */
export const inclusiveGateway = defineNodeType({
  type: 'inclusive-gateway',
  label: { en: 'Several conditions', 'zh-CN': '包容网关' },
  help: {
    en: 'Takes every way whose condition holds; joined, it waits for those taken.',
    'zh-CN': '走所有条件成立的分支；汇合时等待这些分支。',
  },
  icon: 'git-fork',
  group: 'gateway',
  bpmnElement: 'bpmn:inclusiveGateway',
  gathers: 'coming',
  chooses: true,
  choosesSeveral: true,
  config: {},
  ports: () => onward,
  enter: (context) => context.leave('out', 'passed'),
  examples: { valid: [{}], invalid: [] },
})
