import { fill, type LocalizedText, type MessageParams } from '@tangram/data-model'
import { useLocale } from '../i18n/locale.ts'

/** The words of diagrams and tables of instances. They stand here, as forms and public pages do not need them. */
const flowTexts = {
  done: { 'zh-CN': '已完成', en: 'Done' },
  active: { 'zh-CN': '进行中', en: 'In progress' },
  failed: { 'zh-CN': '异常', en: 'Failed' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
  ahead: { 'zh-CN': '未到达', en: 'Not reached' },
  visits: { 'zh-CN': '到达 {count} 次', en: 'Visited {count} times' },
  diagram: { 'zh-CN': '流程图：{name}', en: 'Diagram of {name}' },
  keys: { 'zh-CN': '用方向键在步骤之间移动，按回车选择。', en: 'Arrow keys move from step to step, Enter selects.' },
  zoom: { 'zh-CN': '原始大小', en: 'Actual size' },
  fit: { 'zh-CN': '适应宽度', en: 'Fit width' },
  step: { 'zh-CN': '步骤', en: 'Step' },
  status: { 'zh-CN': '状态', en: 'Status' },
  people: { 'zh-CN': '处理人', en: 'People' },
  started: { 'zh-CN': '到达时间', en: 'Arrived' },
  wall: { 'zh-CN': '总用时', en: 'Time' },
  working: { 'zh-CN': '工作时长', en: 'Working time' },
  queued: { 'zh-CN': '等待认领', en: 'Waited' },
  outcome: { 'zh-CN': '结果', en: 'Outcome' },
  table: { 'zh-CN': '每一步的经过', en: 'Step by step' },
  round: { 'zh-CN': '第 {count} 次', en: 'Visit {count}' },
  heldBy: { 'zh-CN': '处理人：{names}', en: 'held by {names}' },
  startedBy: { 'zh-CN': '{name} 发起', en: 'from {name}' },
  insteadOf: { 'zh-CN': '代 {name}', en: 'for {name}' },
  urged: { 'zh-CN': '已催办', en: 'Reminded' },
  took: { 'zh-CN': '用时 {time}', en: 'took {time}' },
} satisfies { [key: string]: Required<LocalizedText> }

export type FlowText = keyof typeof flowTexts

export function useFlowTexts(): (key: FlowText, params?: MessageParams) => string {
  const { locale } = useLocale()
  return (key, params = {}) => fill(flowTexts[key][locale], params, locale)
}
