import { boolean, type Id, json, type LocalizedText, list, text } from '@tangram/data-model'
import { checkAssignees } from '../check-assignees.ts'
import { checkItems } from '../check-items.ts'
import type { Assignees } from '../document.ts'
import { defineNodeType } from '../node-type.ts'
import { settings } from '../settings.ts'
import type { TaskState } from '../state.ts'
import { logicsOfTask, type TaskConfig, taskOf } from '../task-of.ts'

type Config = TaskConfig & {
  groups: { id: Id; label: LocalizedText; assignees: Assignees }[]
  mode: 'all' | 'any'
  rejectRule: 'first' | 'all'
  opinionOnReject: boolean
}

/**
 * Countersignature 会签: one task for each group, all open at once; whoever of a group acts first speaks for it.
 * `all`: every group has to approve and the first rejection rejects. `any`: one approval is enough; `rejectRule` says whether
 * the first rejection rejects or only that of all. Tasks still open then are cancelled; opinions already given stay.
 */
export const approve = defineNodeType<Config>({
  type: 'approve',
  label: { en: 'Countersign', 'zh-CN': '会签' },
  help: { en: 'Several groups approve side by side.', 'zh-CN': '多个部门同时审批。' },
  icon: 'checks',
  group: 'task',
  bpmnElement: 'bpmn:userTask',
  config: {
    groups: {
      valueType: list(json),
      editor: 'groups',
      required: true,
      label: { en: 'Groups', 'zh-CN': '会签部门' },
      of: { label: settings.name, assignees: settings.assignees },
    },
    mode: {
      valueType: text(),
      label: { en: 'Passes when', 'zh-CN': '通过条件' },
      default: 'all',
      options: [
        { id: 'all', label: { en: 'All approve', 'zh-CN': '全部同意（会签）' } },
        { id: 'any', label: { en: 'One approves', 'zh-CN': '任一同意（或签）' } },
      ],
    },
    rejectRule: {
      valueType: text(),
      label: { en: 'If one is enough, rejected by', 'zh-CN': '或签的驳回条件' },
      default: 'first',
      options: [
        { id: 'first', label: { en: 'The first rejection', 'zh-CN': '任一驳回' } },
        { id: 'all', label: { en: 'All rejections', 'zh-CN': '全部驳回' } },
      ],
    },
    opinionOnReject: { valueType: boolean, default: true, label: { en: 'Rejecting needs an opinion', 'zh-CN': '驳回时必填意见' } },
    form: settings.form,
    fields: settings.fields,
    dueHours: settings.dueHours,
    setOnOpen: settings.setOnOpen,
    setOnComplete: settings.setOnComplete,
  },
  ports: () => [
    { id: 'approved', label: { en: 'Approved', 'zh-CN': '同意' } },
    { id: 'rejected', label: { en: 'Rejected', 'zh-CN': '驳回' } },
  ],
  enter(context) {
    const { groups, opinionOnReject, setOnOpen } = context.config
    context.set(setOnOpen)
    const signers = context.peopleOfEach(groups.map((group) => group.assignees))
    for (const [index, group] of groups.entries()) {
      context.openTask({
        ...taskOf(context.config, signers[index] ?? [], context.now),
        kind: 'approve',
        group: group.id,
        groupLabel: group.label,
        outcomes: [
          { id: 'approved', label: { en: 'Approve', 'zh-CN': '同意' } },
          { id: 'rejected', label: { en: 'Reject', 'zh-CN': '驳回' }, needsOpinion: opinionOnReject },
        ],
      })
    }
  },
  resume(context) {
    const outcome = verdict(context.config, context.tasks())
    if (!outcome) return
    context.set(context.config.setOnComplete)
    context.leave(outcome)
  },
  check: ({ groups }, { path }) => checkItems(groups, `${path}/groups`, (group, at) => checkAssignees(group.assignees, `${at}/assignees`)),
  logics: logicsOfTask,
  examples: {
    valid: [
      {
        mode: 'all',
        groups: [
          { id: 'tech', label: { en: 'Technical', 'zh-CN': '技术' }, assignees: { kind: 'team', team: 'tech', pick: 'all' } },
          { id: 'finance', label: { en: 'Finance', 'zh-CN': '财务' }, assignees: { kind: 'team', team: 'finance', pick: 'all' } },
        ],
      },
    ],
    invalid: [{}, { groups: [] }, { groups: [{ id: 'tech', assignees: { kind: 'initiator' } }], mode: 'most' }],
  },
})

/** The result the votes so far make certain; undefined while it is open. */
function verdict({ mode, rejectRule }: Config, votes: TaskState[]): 'approved' | 'rejected' | undefined {
  const approvals = votes.filter((vote) => vote.outcome === 'approved').length
  const rejections = votes.filter((vote) => vote.outcome === 'rejected').length
  const enough = mode === 'all' ? votes.length : 1
  const tooMany = mode === 'any' && rejectRule === 'all' ? votes.length : 1
  if (rejections >= tooMany) return 'rejected'
  return approvals >= enough ? 'approved' : undefined
}
