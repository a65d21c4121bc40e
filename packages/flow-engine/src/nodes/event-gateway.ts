import { defineNodeType } from '../node-type.ts'
import { onward } from '../ports.ts'

/** Waits for the first of several events; the others are then no longer waited for. */
export const eventGateway = defineNodeType({
  type: 'event-gateway',
  label: { en: 'Whatever comes first', 'zh-CN': '事件网关' },
  help: { en: 'Goes the way of the first event that happens.', 'zh-CN': '最先发生的事件决定走哪个分支。' },
  icon: 'hand-click',
  group: 'gateway',
  bpmnElement: 'bpmn:eventBasedGateway',
  awaitsNext: true,
  config: {},
  ports: () => onward,
  enter: (context) => context.armNext(),
  // Its waits are for the events behind it; it is never resumed itself.
  resume: () => {},
  examples: { valid: [{}], invalid: [] },
})
