import { boolean, json, type LocalizedText, list } from '@tangram/data-model'
import { checkAssignees } from '../check-assignees.ts'
import { checkItems } from '../check-items.ts'
import type { Assignees } from '../document.ts'
import { defineNodeType } from '../node-type.ts'
import { settings } from '../settings.ts'
import type { TaskOutcome } from '../state.ts'
import { logicsOfTask, type TaskConfig, taskOf } from '../task-of.ts'

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
    dueHours: settings.dueHours,
    setOnOpen: settings.setOnOpen,
    setOnComplete: settings.setOnComplete,
  },
  ports: ({ outcomes }) => outcomes,
  enter(context) {
    const { assignees, outcomes, setOnOpen } = context.config
    context.set(setOnOpen)
    const { people } = context.people(assignees)
    context.openTask({ ...taskOf(context.config, people, context.now), kind: 'handle', outcomes })
  },
  resume(context, signal) {
    if (signal.type !== 'task') return
    context.set(context.config.setOnComplete)
    context.leave(signal.outcome)
  },
  check: ({ assignees, outcomes }, { path }) => [
    ...checkAssignees(assignees, `${path}/assignees`),
    ...checkItems(outcomes, `${path}/outcomes`),
  ],
  logics: logicsOfTask,
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
    invalid: [{}, { assignees: { kind: 'people', people: [] } }, { assignees: { kind: 'initiator' }, outcomes: [] }],
  },
})
