import { boolean, diagnose, json, text } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { checkAssignees } from '../check-assignees.ts'
import type { Assignees } from '../document.ts'
import { fail } from '../errors.ts'
import { flowMessages } from '../messages.ts'
import { defineNodeType, type NodeContext } from '../node-type.ts'
import { onward } from '../ports.ts'
import { settings } from '../settings.ts'

type Config = {
  assignees?: Assignees
  begins: 'chosen' | 'all'
  ordering: 'parallel' | 'sequential'
  completeWhen?: Logic
  cancelRest: boolean
}

/**
 * Activities in any order, as often as people choose. Somebody has the task to say which begins and when it is enough; with `all`
 * every activity begins by itself once, and it is done when they are.
 */
export const adHoc = defineNodeType<Config>({
  type: 'ad-hoc',
  label: { en: 'In any order', 'zh-CN': '自由子流程' },
  help: { en: 'People choose which of its steps to do, and when it is enough.', 'zh-CN': '由人员选择执行哪些步骤以及何时结束。' },
  icon: 'puzzle',
  group: 'service',
  bpmnElement: 'bpmn:adHocSubProcess',
  contains: true,
  config: {
    begins: {
      valueType: text(),
      default: 'chosen',
      label: { en: 'Its steps begin', 'zh-CN': '步骤启动方式' },
      options: [
        { id: 'chosen', label: { en: 'When somebody chooses them', 'zh-CN': '由人员选择' } },
        { id: 'all', label: { en: 'All by themselves', 'zh-CN': '全部自动启动' } },
      ],
    },
    assignees: { ...settings.assignees, required: false, label: { en: 'Who chooses', 'zh-CN': '负责人' } },
    ordering: {
      valueType: text(),
      default: 'parallel',
      label: { en: 'At a time', 'zh-CN': '执行方式' },
      options: [
        { id: 'parallel', label: { en: 'Any number', 'zh-CN': '可同时进行' } },
        { id: 'sequential', label: { en: 'One', 'zh-CN': '一次一个' } },
      ],
    },
    completeWhen: { valueType: json, editor: 'condition', label: { en: 'Done when', 'zh-CN': '完成条件' } },
    cancelRest: { valueType: boolean, default: true, label: { en: 'Cancels what is still open then', 'zh-CN': '完成时取消未完成的步骤' } },
  },
  ports: () => onward,
  enter(context) {
    const { begins, assignees, ordering } = context.config
    const all = context.inside()
    context.openInside(begins === 'all' ? (ordering === 'sequential' ? all.slice(0, 1) : all) : [])
    if (assignees) {
      const outcomes = [{ id: 'done', label: { en: 'It is enough', 'zh-CN': '结束' } }]
      const asks = [{ assignees, each: false }]
      context.handOut({ asks, rules: { empty: 'admins' }, task: { kind: 'handle', outcomes }, decided: () => 'done' })
    }
  },
  resume(context, signal) {
    if (signal.type === 'begin') begin(context, signal.node)
    else if (signal.type === 'enough' || signal.type === 'task') finish(context)
  },
  insideDone(context) {
    const { begins, ordering, assignees } = context.config
    if (isEnough(context)) return context.leave('out', 'done')
    const next =
      begins === 'all' && ordering === 'sequential' ? context.inside().find((node) => !context.begunInside().includes(node)) : undefined
    if (next !== undefined) context.beginInside(next)
    else if (!assignees || context.tasks().every((task) => task.status !== 'open')) context.leave('out', 'done')
  },
  stepDone(context) {
    if (isEnough(context)) finish(context)
  },
  check: ({ assignees, begins }, { path }) => {
    if (assignees !== undefined) return checkAssignees(assignees, `${path}/assignees`)
    return begins === 'chosen' ? [diagnose(flowMessages, 'flow.ad-hoc.nobody', `${path}/assignees`)] : []
  },
  logics: ({ completeWhen }) => (completeWhen === undefined ? [] : [{ logic: completeWhen, path: '/completeWhen' }]),
  examples: {
    valid: [{ assignees: { kind: 'initiator' } }, { begins: 'all', ordering: 'sequential' }],
    invalid: [{}, { begins: 'some' }],
  },
})

const isEnough = ({ config, holds }: NodeContext<Config>): boolean => config.completeWhen !== undefined && holds(config.completeWhen)

function begin(context: NodeContext<Config>, node: string): void {
  const isFree = context.config.ordering === 'parallel' || context.activeInside().length === 0
  if (!isFree || !context.inside().includes(node)) throw fail('flow.ad-hoc.unknown', { node })
  context.beginInside(node)
}

/** What is still open is cancelled, or waited for. */
function finish(context: NodeContext<Config>): void {
  context.closeTasks()
  if (context.config.cancelRest || context.activeInside().length === 0) context.leave('out', 'done')
}
