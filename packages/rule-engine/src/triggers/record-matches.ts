import { defineTrigger } from '../trigger.ts'

/** A record starts to meet the condition: it did not before the change, it does after. */
export const recordMatches = defineTrigger({
  type: 'record-matches',
  label: { en: 'A record starts to match', 'zh-CN': '记录开始满足条件时' },
  help: { en: 'Once each time the condition becomes true.', 'zh-CN': '条件每次由不成立变为成立时触发一次。' },
  icon: 'target-arrow',
  config: {},
  onset: true,
  happens: ({ kind }) => kind === 'create' || kind === 'update',
  examples: { valid: [{}], invalid: [] },
})
