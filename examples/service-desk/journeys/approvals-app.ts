import type { AppDocument } from '@tangram/app-model'
import type { LocalizedText } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'

export type Signers = { lead: string; tech: string; finance: string; clerks: string[] }

const both = (zh: string, en: string): Required<LocalizedText> => ({ 'zh-CN': zh, en })
const listed = <T extends { id: string }>(...items: T[]) => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
const none = { order: [], items: {} }

/** Expenses: a leader, two who sign together, and a clerk out of a pool who books it; a check that is started by hand and fails. */
export function approvalsApp(id: string, signers: Signers): AppDocument {
  const people = (...ids: string[]) => ({ kind: 'people', people: ids })
  const at = (column: number, row = 0) => ({ position: { x: column * 200, y: row * 140 } })
  const nodes: NodeDocument[] = [
    { id: 'start', type: 'start', label: both('提交报销', 'Hand in'), config: { trigger: 'record-created' }, ...at(0) },
    {
      id: 'lead',
      type: 'approve',
      label: both('主管审批', 'Leader'),
      config: { approvers: people(signers.lead), mode: 'all' },
      ...at(1),
    },
    {
      id: 'review',
      type: 'approve',
      label: both('联合评审', 'Review'),
      config: { approvers: people(signers.tech, signers.finance), mode: 'all' },
      ...at(2),
    },
    {
      id: 'book',
      type: 'handle',
      label: both('入账', 'Book'),
      config: {
        assignees: { kind: 'people', people: signers.clerks, pick: 'all' },
        fields: { account: 'required' },
        outcomes: [{ id: 'done', label: both('入账完成', 'Booked') }],
      },
      ...at(3),
    },
    { id: 'end', type: 'end', label: both('完成', 'Done'), config: { outcome: 'paid' }, ...at(4) },
    { id: 'refused', type: 'end', label: both('未通过', 'Refused'), config: { outcome: 'refused' }, ...at(3, 1) },
  ]
  const flows: SequenceFlowDocument[] = [
    { id: 'start_lead', from: 'start', to: 'lead' },
    { id: 'lead_yes', from: 'lead', to: 'review', port: 'approved', label: both('同意', 'Approved') },
    { id: 'lead_no', from: 'lead', to: 'refused', port: 'rejected', label: both('驳回', 'Rejected') },
    { id: 'review_yes', from: 'review', to: 'book', port: 'approved', label: both('同意', 'Approved') },
    { id: 'review_no', from: 'review', to: 'refused', port: 'rejected', label: both('驳回', 'Rejected') },
    { id: 'booked', from: 'book', to: 'end', port: 'done' },
  ]
  const approval: ProcessDocument = {
    id: 'approval',
    label: both('报销审批', 'Expense approval'),
    entity: 'expense',
    nodes: listed(...nodes),
    flows: listed(...flows),
    policies: { revoke: 'always', withdraw: true },
  }
  const inspection: ProcessDocument = {
    id: 'inspection',
    label: both('抽查', 'Inspection'),
    entity: 'expense',
    nodes: listed<NodeDocument>(
      { id: 'start', type: 'start', label: both('发起抽查', 'Ask for one'), config: { trigger: 'manual' }, ...at(0) },
      {
        id: 'inspect',
        type: 'handle',
        label: both('抽查人', 'Inspector'),
        // Nobody holds this role: the step stops and says so.
        config: { assignees: { kind: 'role', role: 'inspector' }, empty: 'incident' },
        ...at(1),
      },
      { id: 'end', type: 'end', label: both('完成', 'Done'), config: { outcome: 'inspected' }, ...at(2) },
    ),
    flows: listed<SequenceFlowDocument>(
      { id: 'start_inspect', from: 'start', to: 'inspect' },
      { id: 'inspected', from: 'inspect', to: 'end', port: 'done' },
    ),
  }
  return {
    format: 1,
    id,
    label: both('报销', 'Expenses'),
    entities: listed({
      id: 'expense',
      label: both('报销单', 'Expense'),
      title: 'title',
      fields: listed(
        { id: 'title', type: 'text', label: both('事由', 'Title'), required: true },
        { id: 'amount', type: 'money', label: both('金额', 'Amount'), config: { currency: 'CNY' } },
        { id: 'account', type: 'text', label: both('科目', 'Account') },
      ),
    }),
    forms: none,
    processes: listed(approval, inspection),
    rules: none,
    reports: none,
    dashboards: none,
    views: listed({ id: 'expenses', label: both('报销单', 'Expenses'), entity: 'expense', columns: ['title', 'amount', 'account'] }),
    access: {
      roles: listed(
        { id: 'staff', label: both('员工', 'Staff'), grants: { expense: { read: true, create: true, update: true } } },
        { id: 'inspector', label: both('抽查员', 'Inspector'), grants: {} },
      ),
    },
  } as unknown as AppDocument
}
