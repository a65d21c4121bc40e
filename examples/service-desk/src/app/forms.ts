import type { FormDocument, FormElement } from '@tangram/form-engine'
import { both, listed } from './write.ts'

const field = (id: string, more: Partial<Extract<FormElement, { kind: 'field' }>> = {}): FormElement => ({
  id,
  kind: 'field',
  field: id,
  ...more,
})

/** The elements of a form: `order` is the top level, sections name their children. */
const laidOut = (order: string[], elements: FormElement[]): FormDocument['elements'] => ({
  order,
  items: Object.fromEntries(elements.map((element) => [element.id, element])),
})

/** What a customer fills in without an account. */
const complaint: FormDocument = {
  id: 'complaint',
  label: both('客户投诉登记', 'File a complaint'),
  description: both(
    '请如实填写，提交后您会得到一个投诉编号，凭编号和电话可以随时查询进度。',
    'Tell us what happened. You get a number; with it and your phone number you can look up the progress at any time.',
  ),
  entity: 'ticket',
  elements: laidOut(
    ['about_you', 'about_problem'],
    [
      { id: 'about_you', kind: 'section', label: both('您的信息', 'About you'), order: ['customer_name', 'phone'] },
      field('customer_name', { span: 6 }),
      field('phone', { span: 6, help: both('我们会通过这个号码告知您处理结果', 'We tell you the outcome at this number') }),
      {
        id: 'about_problem',
        kind: 'section',
        label: both('问题情况', 'What happened'),
        order: ['product', 'problem_type', 'urgency', 'description', 'pictures'],
      },
      field('product', { span: 12, help: both('型号印在产品铭牌上', 'The model is printed on the name plate') }),
      field('problem_type', { span: 6 }),
      field('urgency', { span: 6 }),
      field('description'),
      field('pictures'),
    ],
  ),
  public: {
    enabled: true,
    submitted: both('我们已收到您的投诉，会尽快与您联系。', 'We have received your complaint and will be in touch soon.'),
  },
}

/** What staff see of a complaint. */
const ticketEdit: FormDocument = {
  id: 'ticket_edit',
  label: both('投诉处理单', 'Complaint'),
  entity: 'ticket',
  elements: laidOut(
    ['problem', 'handling', 'times', 'feedback'],
    [
      {
        id: 'problem',
        kind: 'section',
        label: both('投诉内容', 'Complaint'),
        order: ['number', 'status', 'customer_name', 'phone', 'customer', 'product', 'problem_type', 'urgency', 'description', 'pictures'],
      },
      field('number', { span: 6, readOnly: true }),
      field('status', { span: 6, readOnly: true }),
      field('customer_name', { span: 6 }),
      field('phone', { span: 6 }),
      field('customer', { span: 6 }),
      field('product', { span: 6 }),
      field('problem_type', { span: 6 }),
      field('urgency', { span: 6 }),
      field('description'),
      field('pictures'),
      { id: 'handling', kind: 'section', label: both('处理情况', 'Handling'), order: ['team', 'assignee', 'solution', 'internal_cost'] },
      field('team', { span: 6 }),
      field('assignee', { span: 6 }),
      field('solution'),
      field('internal_cost', { span: 6 }),
      {
        id: 'times',
        kind: 'section',
        label: both('时间', 'Times'),
        order: ['due_at', 'first_response_at', 'resolved_at', 'total_minutes'],
      },
      field('due_at', { span: 6 }),
      field('first_response_at', { span: 6, readOnly: true }),
      field('resolved_at', { span: 6, readOnly: true }),
      field('total_minutes', { span: 6, readOnly: true }),
      {
        id: 'feedback',
        kind: 'section',
        label: both('客户评价', 'Feedback'),
        order: ['csat', 'csat_comment'],
        visible: { in: [{ var: 'status' }, ['resolved', 'closed']] },
      },
      field('csat', { span: 6, readOnly: true }),
      field('csat_comment', { readOnly: true }),
    ],
  ),
}

/** The question a customer gets when the complaint is resolved. */
const satisfaction: FormDocument = {
  id: 'satisfaction',
  label: both('服务满意度评价', 'How did we do?'),
  description: both('只需十秒钟，您的评价会帮助我们改进。', 'Ten seconds of your time help us do better.'),
  entity: 'ticket',
  elements: laidOut(
    ['csat', 'csat_comment'],
    [
      field('csat', { required: true, label: both('您对本次服务满意吗？', 'How satisfied are you with our service?') }),
      field('csat_comment', { label: both('还有什么想对我们说的？', 'Anything you would like to tell us?') }),
    ],
  ),
}

const productForm: FormDocument = {
  id: 'product_edit',
  label: both('产品', 'Product'),
  entity: 'product',
  elements: laidOut(['model', 'name', 'line'], [field('model', { span: 6 }), field('name', { span: 6 }), field('line', { span: 6 })]),
}

const customerForm: FormDocument = {
  id: 'customer_edit',
  label: both('客户', 'Customer'),
  entity: 'customer',
  elements: laidOut(
    ['name', 'phone', 'level', 'city'],
    [field('name', { span: 6 }), field('phone', { span: 6 }), field('level', { span: 6 }), field('city', { span: 6 })],
  ),
}

export const forms = listed(complaint, ticketEdit, satisfaction, productForm, customerForm)
