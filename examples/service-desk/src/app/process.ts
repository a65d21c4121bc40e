import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { both, listed } from './write.ts'

const isLine = (line: string) => ({ '==': [{ var: 'product.line' }, line] })
const isAbout = (problem: string) => ({ '==': [{ var: 'problem_type' }, problem] })

/** A team whose least loaded member gets the complaint. */
const to = (team: string) => ({ kind: 'team', team, pick: 'least-loaded' })

const nodes = listed<NodeDocument>(
  {
    id: 'start',
    type: 'start',
    label: both('客户提交投诉', 'Complaint comes in'),
    config: { on: 'record-created' },
    position: { x: 0, y: 120 },
  },
  {
    id: 'dispatch',
    type: 'dispatch',
    label: both('自动派单', 'Dispatch'),
    config: {
      rules: [
        { id: 'delivery', when: isAbout('delivery'), assignees: to('logistics') },
        { id: 'billing', when: isAbout('billing'), assignees: to('finance') },
        { id: 'appliance', when: isLine('appliance'), assignees: to('appliance') },
        { id: 'industrial', when: isLine('industrial'), assignees: to('industrial') },
        { id: 'medical', when: isLine('medical'), assignees: to('medical') },
      ],
      otherwise: to('tech'),
      teamField: 'team',
      assigneeField: 'assignee',
      set: { status: 'handling' },
    },
    position: { x: 200, y: 120 },
  },
  {
    id: 'handle',
    type: 'handle',
    label: both('处理', 'Handle'),
    config: {
      assignees: { kind: 'field', field: 'assignee' },
      form: 'ticket_edit',
      fields: { solution: 'write', internal_cost: 'hidden' },
      set: {
        status: 'countersign',
        first_response_at: { if: [{ var: 'first_response_at' }, { var: 'first_response_at' }, { var: '$now' }] },
      },
    },
    position: { x: 400, y: 120 },
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
      fields: {},
    },
    position: { x: 600, y: 120 },
  },
  {
    id: 'confirm',
    type: 'confirm',
    label: both('客户确认', 'Customer confirms'),
    config: {
      sendTo: 'phone',
      message: both(
        '您的投诉 {{number}} 已处理完毕，请确认结果：{{link}}',
        'Your complaint {{number}} has been dealt with. Please confirm: {{link}}',
      ),
    },
    position: { x: 800, y: 120 },
  },
  {
    id: 'end',
    type: 'end',
    label: both('结束', 'End'),
    config: { set: { status: 'resolved', resolved_at: { var: '$now' } }, totalMinutesField: 'total_minutes' },
    position: { x: 1000, y: 120 },
  },
)

const flows = listed<SequenceFlowDocument>(
  { id: 'start_dispatch', from: 'start', to: 'dispatch' },
  { id: 'dispatch_handle', from: 'dispatch', to: 'handle' },
  { id: 'handle_countersign', from: 'handle', to: 'countersign' },
  { id: 'approved', from: 'countersign', to: 'confirm', port: 'approved', label: both('同意', 'Approved') },
  { id: 'refused', from: 'countersign', to: 'handle', port: 'rejected', label: both('退回处理', 'Sent back') },
  { id: 'confirmed', from: 'confirm', to: 'end', port: 'confirmed', label: both('已解决', 'Solved') },
  { id: 'rejected', from: 'confirm', to: 'handle', port: 'rejected', label: both('未解决', 'Not solved') },
)

export const complaintHandling: ProcessDocument = {
  id: 'complaint_handling',
  label: both('客户投诉处理', 'Complaint handling'),
  entity: 'ticket',
  nodes,
  flows,
}
