import type { Logic } from '@tangram/expression'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { both, listed } from './write.ts'

const isLine = (line: string) => ({ '==': [{ var: 'product.line' }, line] })
const isAbout = (problem: string) => ({ '==': [{ var: 'problem_type' }, problem] })

/** A team whose least loaded member gets the complaint. */
const to = (team: string) => ({ kind: 'team', team, pick: 'least-loaded' })

const isUrgency = (urgency: string) => ({ '==': [{ var: 'urgency' }, urgency] })

/** Working towards: 4 hours when critical, a day when high, two when normal, three when low. */
const dueAt: Logic = {
  date_add: [{ var: 'created_at' }, { if: [isUrgency('critical'), 4, isUrgency('high'), 24, isUrgency('normal'), 48, 72] }, 'hour'],
}

/** The first time only: a complaint that comes back has been answered before. */
const firstResponse: Logic = { if: [{ '==': [{ var: 'first_response_at' }, null] }, { var: '$now' }, { var: 'first_response_at' }] }

const nodes = listed<NodeDocument>(
  {
    id: 'start',
    type: 'start',
    label: both('客户提交投诉', 'Complaint comes in'),
    config: { trigger: 'record-created' },
    position: { x: 0, y: 142 },
  },
  {
    id: 'dispatch',
    type: 'dispatch',
    label: both('自动派单', 'Dispatch'),
    config: {
      rules: [
        { id: 'delivery', when: isAbout('delivery'), to: to('logistics') },
        { id: 'billing', when: isAbout('billing'), to: to('finance') },
        { id: 'appliance', when: isLine('appliance'), to: to('appliance') },
        { id: 'industrial', when: isLine('industrial'), to: to('industrial') },
        { id: 'medical', when: isLine('medical'), to: to('medical') },
      ],
      otherwise: to('tech'),
      writes: { team: 'team', assignee: 'assignee' },
    },
    position: { x: 130, y: 120 },
  },
  {
    id: 'handle',
    type: 'handle',
    label: both('处理', 'Handle'),
    config: {
      assignees: { kind: 'field', field: 'assignee' },
      form: 'ticket_edit',
      fields: { solution: 'write', internal_cost: 'hidden', csat: 'hidden', csat_comment: 'hidden' },
      outcomes: [{ id: 'done', label: both('处理完成', 'Done') }],
      setOnOpen: { status: 'handling', due_at: dueAt },
      setOnComplete: { first_response_at: firstResponse },
    },
    position: { x: 330, y: 120 },
  },
  {
    id: 'countersign',
    type: 'approve',
    label: both('技术与财务会签', 'Countersign'),
    config: {
      mode: 'all',
      groups: [
        { id: 'tech', label: both('技术', 'Technical'), assignees: { kind: 'team', team: 'tech', pick: 'all' } },
        { id: 'finance', label: both('财务', 'Finance'), assignees: { kind: 'team', team: 'finance', pick: 'all' } },
      ],
      form: 'ticket_edit',
      fields: { internal_cost: 'write', csat: 'hidden', csat_comment: 'hidden' },
      setOnOpen: { status: 'countersign' },
    },
    position: { x: 530, y: 120 },
  },
  {
    id: 'confirm',
    type: 'confirm',
    label: both('客户确认', 'Customer confirms'),
    config: {
      sendTo: 'phone',
      setOnEnter: { status: 'confirming' },
      assumeAfterDays: 7,
      message: both(
        '您的投诉 {{number}} 已处理完毕，请确认结果：{{link}}',
        'Your complaint {{number}} has been dealt with. Please confirm: {{link}}',
      ),
    },
    position: { x: 740, y: 120 },
  },
  {
    id: 'end',
    type: 'end',
    label: both('结束', 'End'),
    config: {
      outcome: 'resolved',
      set: { status: 'resolved', resolved_at: { var: '$now' } },
      writes: { totalMinutes: 'total_minutes' },
    },
    position: { x: 960, y: 142 },
  },
)

const flows = listed<SequenceFlowDocument>(
  { id: 'start_dispatch', from: 'start', to: 'dispatch' },
  { id: 'dispatch_handle', from: 'dispatch', to: 'handle' },
  { id: 'handle_countersign', from: 'handle', to: 'countersign' },
  { id: 'approved', from: 'countersign', to: 'confirm', port: 'approved', label: both('同意', 'Approved') },
  { id: 'refused', from: 'countersign', to: 'handle', port: 'rejected', label: both('退回处理', 'Sent back') },
  { id: 'confirmed', from: 'confirm', to: 'end', port: 'confirmed', label: both('已解决', 'Yes, solved') },
  { id: 'rejected', from: 'confirm', to: 'handle', port: 'rejected', label: both('未解决', 'No, not yet') },
)

export const complaintHandling: ProcessDocument = {
  id: 'complaint_handling',
  label: both('客户投诉处理', 'Complaint handling'),
  entity: 'ticket',
  nodes,
  flows,
}
