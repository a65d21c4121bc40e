import { boolean, type Id, isJsonObject, json, type LocalizedText, list, text } from '@tangram/data-model'
import { checkAssignees, logicsOfAssignees } from '../check-assignees.ts'
import { checkItems } from '../check-items.ts'
import type { Assignees } from '../document.ts'
import { defineNodeType, type NodeContext } from '../node-type.ts'
import { settings } from '../settings.ts'
import type { TaskOutcome } from '../state.ts'
import { checkTask, logicsOfTask, type TaskConfig, taskOf } from '../task-of.ts'

type Config = TaskConfig & {
  assignees: Assignees
  outcomes: (TaskOutcome & { label: Required<LocalizedText> })[]
}

/** A person works on the record and says how it went. */
export const handle = defineNodeType<Config>({
  type: 'handle',
  label: { en: 'Handle', 'zh-CN': '处理' },
  help: { en: 'A person works on the record.', 'zh-CN': '由人员处理记录。' },
  icon: 'user-edit',
  group: 'task',
  bpmnElement: 'bpmn:userTask',
  config: {
    assignees: settings.assignees,
    form: settings.form,
    fields: settings.fields,
    outcomes: {
      valueType: list(json),
      required: true,
      editor: 'outcomes',
      label: { en: 'Outcomes', 'zh-CN': '处理结果' },
      of: {
        label: settings.name,
        needsOpinion: { valueType: boolean, label: { en: 'Needs an opinion', 'zh-CN': '必填意见' } },
      },
      default: [{ id: 'done', label: { en: 'Done', 'zh-CN': '完成' } }],
    },
    empty: {
      valueType: text(),
      default: 'admins',
      label: { en: 'If it is nobody', 'zh-CN': '办理人为空时' },
      options: [
        { id: 'admins', label: { en: 'Administrators get it', 'zh-CN': '转交管理员' } },
        { id: 'people', label: { en: 'Others get it', 'zh-CN': '转交指定人员' } },
        { id: 'pass', label: { en: 'Goes on with the first outcome', 'zh-CN': '以第一个结果自动完成' } },
        { id: 'incident', label: { en: 'Stops and reports it', 'zh-CN': '停下并上报异常' } },
      ],
    },
    emptyPeople: settings.emptyPeople,
    operations: {
      ...settings.operations,
      options: settings.operations.options.filter(({ id }) => !id.startsWith('add-')),
      default: ['transfer', 'delegate', 'return', 'copy'],
    },
    returns: settings.returns,
    opinionOnReturn: settings.opinionOnReturn,
    timeouts: settings.timeouts,
    dueHours: settings.dueHours,
    setOnOpen: settings.setOnOpen,
    setOnComplete: settings.setOnComplete,
  },
  ports: ({ outcomes }) => outcomes,
  enter(context) {
    const { config } = context
    const { outcomes, empty, emptyPeople, setOnOpen } = config
    context.set(setOnOpen)
    context.handOut({
      asks: [{ assignees: assigneesOf(context), each: false }],
      rules: { empty, ...(emptyPeople ? { instead: emptyPeople } : {}) },
      task: { ...taskOf(config), kind: 'handle', outcomes },
      decided: () => outcomes[0]?.id ?? '',
    })
    const [task] = context.tasks()
    if (task?.status === 'done') finish(context, task.outcome)
  },
  resume(context, signal) {
    if (signal.type === 'task') finish(context, signal.outcome)
  },
  check: (config, context) => [
    ...checkAssignees(config.assignees, `${context.path}/assignees`, context.scope),
    ...checkItems(config.outcomes, `${context.path}/outcomes`),
    ...checkTask(config, context, { approves: false, outcomes: idsOf(config.outcomes) }),
  ],
  logics: (config) => [...logicsOfAssignees(config.assignees, '/assignees'), ...logicsOfTask(config)],
  examples: {
    valid: [
      { assignees: { kind: 'field', field: 'assignee' }, form: 'ticket_edit', fields: { solution: 'write' } },
      {
        assignees: { kind: 'team', team: 'tech', pick: 'all' },
        outcomes: [
          { id: 'solved', label: { en: 'Solved', 'zh-CN': '已解决' } },
          { id: 'refused', label: { en: 'Refused', 'zh-CN': '不予处理' }, needsOpinion: true },
        ],
        dueHours: 24,
        setOnOpen: { status: 'handling' },
        setOnComplete: { first_response_at: { var: '$now' } },
      },
    ],
    invalid: [
      {},
      { assignees: { kind: 'people', people: [] } },
      { assignees: { kind: 'initiator' }, outcomes: [] },
      { assignees: { kind: 'initiator' }, timeouts: [{ id: 'late', afterHours: 8, do: 'approve' }] },
    ],
  },
})

/** Ids of a list that may hold anything yet. */
function idsOf(outcomes: readonly unknown[]): Id[] {
  return outcomes.flatMap((outcome) => (isJsonObject(outcome) && typeof outcome.id === 'string' ? [outcome.id] : []))
}

/** Sent back, it goes to whoever did it before. */
function assigneesOf({ config, element, members }: NodeContext<Config>): Assignees {
  const before: Assignees = { kind: 'previous', node: element.node }
  return element.begun?.how === 'return' && members(before).length > 0 ? before : config.assignees
}

function finish(context: NodeContext<Config>, outcome: Id | undefined): void {
  context.knowing({ $outcome: outcome ?? null }, () => context.set(context.config.setOnComplete))
  context.leave(outcome)
}
