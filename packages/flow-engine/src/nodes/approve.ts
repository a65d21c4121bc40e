import { boolean, type Diagnostic, diagnose, type Id, integer, json, list, text } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { SigningGroupDocument, SigningMode } from '../approval/document.ts'
import type { Ask, SeatRules } from '../approval/seats.ts'
import { checkAssignees, logicsOfAssignees } from '../check-assignees.ts'
import { checkItems } from '../check-items.ts'
import type { Assignees } from '../document.ts'
import { flowMessages } from '../messages.ts'
import { type CheckContext, defineNodeType, type NodeContext, type Signal } from '../node-type.ts'
import { settings } from '../settings.ts'
import type { TaskState } from '../state.ts'
import { checkTask, logicsOfTask, type TaskConfig, taskOf } from '../task-of.ts'

type Config = TaskConfig & {
  groups: SigningGroupDocument[]
  approvers?: Assignees
  mode: SigningMode
  rejectRule: 'first' | 'all'
  passShare: number
  passAbove: boolean
  weight?: Logic
  rejection: 'branch' | 'end' | 'return'
  rejectTo: 'start' | 'previous' | 'node'
  rejectNode?: Id
  resubmit: 'replay' | 'direct'
  dedupe: 'none' | 'earlier' | 'consecutive'
  initiatorRule: 'self' | 'skip' | 'leader'
  opinionOnReject: boolean
  opinionOnApprove: boolean
}

const outcomesOf = ({ opinionOnApprove, opinionOnReject }: Config) => [
  { id: 'approved', label: { en: 'Approve', 'zh-CN': '同意' }, needsOpinion: opinionOnApprove },
  { id: 'rejected', label: { en: 'Reject', 'zh-CN': '驳回' }, needsOpinion: opinionOnReject },
]

/**
 * People approve or reject. Groups 会签部门 have one vote each, whoever of a group acts first speaks for it; of the approvers each person
 * has a vote. `all` 会签: every vote has to approve, the first rejection rejects. `any` 或签: one approval is enough. `vote` 票签: the weight
 * of the approvals has to reach a share; it rejects as soon as that cannot happen any more. `sequence` 依次: one after the other. Tasks
 * still open once the result is certain are cancelled; opinions already given stay.
 *
 * A rejection takes the way drawn for it, ends the whole instance as rejected, or goes back to a step that was visited.
 */
export const approve = defineNodeType<Config>({
  type: 'approve',
  label: { en: 'Approve', 'zh-CN': '审批' },
  help: { en: 'People or groups approve: all, one, by votes, or in turn.', 'zh-CN': '由人员或部门审批：会签、或签、票签或依次。' },
  icon: 'checks',
  group: 'task',
  bpmnElement: 'bpmn:userTask',
  config: {
    approvers: {
      valueType: json,
      editor: 'assignees',
      label: { en: 'Approvers', 'zh-CN': '审批人' },
      help: { en: 'Every person has a vote.', 'zh-CN': '每人一票。' },
    },
    groups: {
      valueType: list(json),
      editor: 'groups',
      default: [],
      label: { en: 'Groups', 'zh-CN': '会签部门' },
      help: { en: 'Every group has one vote; whoever of it acts first speaks for it.', 'zh-CN': '每个部门一票，先处理者代表该部门。' },
      of: {
        label: settings.name,
        assignees: settings.assignees,
        weight: { valueType: integer({ min: 0, max: 1000 }), label: { en: 'Weight', 'zh-CN': '权重' } },
      },
    },
    mode: {
      valueType: text(),
      label: { en: 'Passes when', 'zh-CN': '通过条件' },
      default: 'all',
      options: [
        { id: 'all', label: { en: 'All approve', 'zh-CN': '全部同意（会签）' } },
        { id: 'any', label: { en: 'One approves', 'zh-CN': '任一同意（或签）' } },
        { id: 'vote', label: { en: 'Enough votes approve', 'zh-CN': '达到比例（票签）' } },
        { id: 'sequence', label: { en: 'One after the other', 'zh-CN': '依次审批' } },
      ],
    },
    rejectRule: {
      valueType: text(),
      label: { en: 'If one is enough or in turn, rejected by', 'zh-CN': '或签、依次的驳回条件' },
      default: 'first',
      options: [
        { id: 'first', label: { en: 'The first rejection', 'zh-CN': '任一驳回' } },
        { id: 'all', label: { en: 'All rejections', 'zh-CN': '全部驳回' } },
      ],
    },
    passShare: {
      valueType: integer({ min: 1, max: 100 }),
      default: 50,
      label: { en: 'By votes: share needed (percent)', 'zh-CN': '票签：通过比例（%）' },
    },
    passAbove: {
      valueType: boolean,
      default: false,
      label: { en: 'By votes: more than the share', 'zh-CN': '票签：须超过该比例' },
    },
    weight: {
      valueType: json,
      editor: 'formula',
      label: { en: 'By votes: weight of an approver', 'zh-CN': '票签：审批人权重' },
      help: { en: '$signer is the approver. Without it everybody weighs 1.', 'zh-CN': '$signer 为审批人；不填则每人权重为 1。' },
    },
    rejection: {
      valueType: text(),
      default: 'branch',
      label: { en: 'When rejected', 'zh-CN': '驳回后' },
      options: [
        { id: 'branch', label: { en: 'Takes the way “Rejected”', 'zh-CN': '走“驳回”分支' } },
        { id: 'end', label: { en: 'Ends the process', 'zh-CN': '结束流程' } },
        { id: 'return', label: { en: 'Goes back', 'zh-CN': '退回' } },
      ],
    },
    rejectTo: {
      valueType: text(),
      default: 'start',
      label: { en: 'Goes back to', 'zh-CN': '驳回时退回到' },
      options: [
        { id: 'start', label: { en: 'The initiator', 'zh-CN': '发起人' } },
        { id: 'previous', label: { en: 'The step before', 'zh-CN': '上一步' } },
        { id: 'node', label: { en: 'A certain step', 'zh-CN': '指定节点' } },
      ],
    },
    rejectNode: { valueType: text(), editor: 'node', label: { en: 'The step it goes back to', 'zh-CN': '退回的节点' } },
    resubmit: {
      valueType: text(),
      default: 'replay',
      label: { en: 'Comes back by', 'zh-CN': '重新提交后' },
      options: [
        { id: 'replay', label: { en: 'Every step between', 'zh-CN': '依次经过中间节点' } },
        { id: 'direct', label: { en: 'The straight way', 'zh-CN': '直接回到本节点' } },
      ],
    },
    dedupe: {
      valueType: text(),
      default: 'none',
      label: { en: 'Who has approved before', 'zh-CN': '自动去重' },
      options: [
        { id: 'none', label: { en: 'Is asked again', 'zh-CN': '不去重' } },
        { id: 'earlier', label: { en: 'Need not approve again', 'zh-CN': '此前已同意则自动通过' } },
        { id: 'consecutive', label: { en: 'Need not approve twice running', 'zh-CN': '仅连续审批时自动通过' } },
      ],
    },
    initiatorRule: {
      valueType: text(),
      default: 'self',
      label: { en: 'If it is the initiator', 'zh-CN': '审批人为发起人时' },
      options: [
        { id: 'self', label: { en: 'Approves it', 'zh-CN': '由本人审批' } },
        { id: 'skip', label: { en: 'Is passed over', 'zh-CN': '自动跳过' } },
        { id: 'leader', label: { en: 'The leader approves', 'zh-CN': '由直属上级审批' } },
      ],
    },
    empty: {
      valueType: text(),
      default: 'admins',
      label: { en: 'If it is nobody', 'zh-CN': '审批人为空时' },
      options: [
        { id: 'admins', label: { en: 'Administrators approve', 'zh-CN': '转交管理员' } },
        { id: 'people', label: { en: 'Others approve', 'zh-CN': '转交指定人员' } },
        { id: 'pass', label: { en: 'Passes', 'zh-CN': '自动通过' } },
        { id: 'reject', label: { en: 'Is rejected', 'zh-CN': '自动驳回' } },
        { id: 'incident', label: { en: 'Stops and reports it', 'zh-CN': '停下并上报异常' } },
      ],
    },
    emptyPeople: settings.emptyPeople,
    opinionOnReject: { valueType: boolean, default: true, label: { en: 'Rejecting needs an opinion', 'zh-CN': '驳回时必填意见' } },
    opinionOnApprove: { valueType: boolean, default: false, label: { en: 'Approving needs an opinion', 'zh-CN': '同意时必填意见' } },
    operations: { ...settings.operations, default: ['transfer', 'delegate', 'add-before', 'add-after', 'add-beside', 'return', 'copy'] },
    returns: settings.returns,
    opinionOnReturn: settings.opinionOnReturn,
    timeouts: settings.timeouts,
    form: settings.form,
    fields: settings.fields,
    dueHours: settings.dueHours,
    setOnOpen: settings.setOnOpen,
    setOnComplete: settings.setOnComplete,
  },
  ports: ({ rejection }) => [
    { id: 'approved', label: { en: 'Approved', 'zh-CN': '同意' } },
    ...(rejection === 'end' || rejection === 'return' ? [] : [{ id: 'rejected', label: { en: 'Rejected', 'zh-CN': '驳回' } }]),
  ],
  enter(context) {
    const { config } = context
    context.set(config.setOnOpen)
    context.handOut({
      asks: asksOf(config),
      rules: rulesOf(config),
      task: { ...taskOf(config), kind: 'approve', outcomes: outcomesOf(config) },
      inTurn: config.mode === 'sequence',
      decided: (approves) => (approves ? 'approved' : 'rejected'),
      ...(config.weight === undefined ? {} : { weight: config.weight }),
    })
    conclude(context)
  },
  resume(context, signal) {
    if (signal.type === 'task' || signal.type === 'signers') conclude(context, signal)
  },
  check: (config, context) => [
    ...checkSigners(config, context),
    ...checkRejection(config, context),
    ...checkTask(config, context, { approves: true, outcomes: [] }),
  ],
  logics: (config) => [
    ...logicsOfTask(config),
    ...logicsOfAssignees(config.approvers, '/approvers'),
    ...config.groups.flatMap((group, index) => logicsOfAssignees(group.assignees, `/groups/${index}/assignees`)),
    ...(config.weight === undefined ? [] : [{ logic: config.weight, path: '/weight' }]),
  ],
  examples: {
    valid: [
      {
        mode: 'all',
        groups: [
          { id: 'tech', label: { en: 'Technical', 'zh-CN': '技术' }, assignees: { kind: 'team', team: 'tech', pick: 'all' } },
          { id: 'finance', label: { en: 'Finance', 'zh-CN': '财务' }, assignees: { kind: 'team', team: 'finance', pick: 'all' } },
        ],
      },
      {
        approvers: { kind: 'leader', levels: 3, chain: true },
        mode: 'sequence',
        dedupe: 'earlier',
        initiatorRule: 'leader',
        empty: 'incident',
        rejection: 'return',
        rejectTo: 'start',
        resubmit: 'direct',
        operations: ['transfer', 'return'],
        timeouts: [
          { id: 'nudge', afterHours: 24, do: 'remind', times: 3, everyHours: 8 },
          { id: 'leader', afterHours: 72, do: 'escalate' },
        ],
      },
      { approvers: { kind: 'role', role: 'board' }, mode: 'vote', passShare: 66, passAbove: true, weight: 2, rejection: 'end' },
    ],
    invalid: [
      {},
      { groups: [] },
      { groups: [{ id: 'tech', assignees: { kind: 'initiator' } }], mode: 'most' },
      { approvers: { kind: 'leader' } },
      { approvers: { kind: 'initiator' }, empty: 'people' },
      { approvers: { kind: 'initiator' }, timeouts: [{ id: 'late', afterHours: 0, do: 'approve' }] },
      { approvers: { kind: 'initiator' }, timeouts: [{ id: 'late', afterHours: 8, do: 'complete', outcome: 'done' }] },
      { approvers: { kind: 'initiator' }, rejection: 'return', rejectTo: 'node', rejectNode: 'nowhere' },
      { approvers: { kind: 'initiator' }, returns: { to: ['home'], resubmit: 'choose' } },
    ],
  },
})

function asksOf({ groups, approvers }: Config): Ask[] {
  const people: Ask[] = approvers ? [{ assignees: approvers, each: true }] : []
  const byGroup = groups.map(({ id, label, assignees, weight }): Ask => {
    return { assignees, each: false, group: id, groupLabel: label, ...(weight === undefined ? {} : { weight }) }
  })
  return [...byGroup, ...people]
}

function rulesOf({ empty, emptyPeople, initiatorRule, dedupe }: Config): SeatRules {
  return { empty, initiator: initiatorRule, dedupe, ...(emptyPeople ? { instead: emptyPeople } : {}) }
}

/** Leaves once the result is certain. */
function conclude(context: NodeContext<Config>, signal?: Extract<Signal, { type: 'task' | 'signers' }>): void {
  const { config } = context
  if (context.tasks().length === 0) return
  const result = context.advanceSigners(config)
  if (!result) return
  context.knowing({ $outcome: result }, () => context.set(config.setOnComplete))
  if (result === 'approved' || config.rejection === 'branch') context.leave(result)
  else if (config.rejection === 'end' || !goBack(context, signal)) context.endInstance('rejected')
}

function goBack(context: NodeContext<Config>, signal: Extract<Signal, { type: 'task' | 'signers' }> | undefined): boolean {
  const last = signal?.type === 'task' ? signal.task : lastOf(context.tasks())
  const { rejectTo, rejectNode, resubmit } = context.config
  const to = rejectTo === 'node' ? rejectNode : rejectTo
  return last !== undefined && to !== undefined && context.sendBack(last, to, resubmit)
}

function lastOf(tasks: readonly TaskState[]): TaskState | undefined {
  return tasks.filter((task) => task.outcome === 'rejected').at(-1)
}

function checkRejection({ rejection, rejectTo, rejectNode }: Config, { nodes, path }: CheckContext): Diagnostic[] {
  if (rejection !== 'return' || rejectTo !== 'node' || (rejectNode !== undefined && nodes.includes(rejectNode))) return []
  return [diagnose(flowMessages, 'flow.node.unknown', `${path}/rejectNode`, { node: rejectNode ?? '' })]
}

function checkSigners({ groups, approvers }: Config, { scope, path }: CheckContext): Diagnostic[] {
  if (groups.length === 0 && !approvers) return [diagnose(flowMessages, 'flow.signers.none', `${path}/approvers`)]
  return [
    ...checkItems(groups, `${path}/groups`, (group, at) => checkAssignees(group.assignees, `${at}/assignees`, scope)),
    ...(approvers ? checkAssignees(approvers, `${path}/approvers`, scope) : []),
  ]
}
