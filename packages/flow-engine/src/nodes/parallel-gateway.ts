import { defineNodeType } from '../node-type.ts'

/** Waits for every way in, then goes every way out at once: a fork, a join, or both. */
export const parallelGateway = defineNodeType({
  type: 'parallel-gateway',
  label: { en: 'Parallel', 'zh-CN': '并行网关' },
  help: { en: 'Splits into branches, or waits for all of them.', 'zh-CN': '分出并行分支，或等待全部分支到达。' },
  icon: 'arrows-split-2',
  group: 'gateway',
  bpmnElement: 'bpmn:parallelGateway',
  gathers: 'all',
  config: {},
  ports: () => [{ id: 'out', label: { en: 'Next', 'zh-CN': '下一步' } }],
  enter: (context) => context.leave('out', 'passed'),
  examples: { valid: [{}], invalid: [] },
})
