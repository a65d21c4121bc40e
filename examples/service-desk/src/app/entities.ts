import type { EntityDocument, FieldDocument, Option } from '@tangram/data-model'
import { both, listed, option } from './write.ts'

const lines = [
  option('appliance', '家电', 'Home appliances', 'blue'),
  option('industrial', '工业设备', 'Industrial', 'orange'),
  option('medical', '医疗器械', 'Medical', 'teal'),
]

const levels = [
  option('standard', '普通客户', 'Standard', 'gray'),
  option('silver', '银牌客户', 'Silver', 'blue'),
  option('gold', '金牌客户', 'Gold', 'yellow'),
  option('key', '大客户', 'Key account', 'violet'),
]

const problemTypes = [
  option('malfunction', '产品故障', 'Malfunction', 'red'),
  option('delivery', '物流配送', 'Delivery', 'orange'),
  option('billing', '账单发票', 'Billing', 'violet'),
  option('installation', '安装调试', 'Installation', 'blue'),
  option('other', '其他', 'Other', 'gray'),
]

const urgencies = [
  option('low', '低', 'Low', 'gray'),
  option('normal', '普通', 'Normal', 'blue'),
  option('high', '高', 'High', 'orange'),
  option('critical', '紧急', 'Critical', 'red'),
]

const statuses = [
  option('new', '新建', 'New', 'gray'),
  option('handling', '处理中', 'Being handled', 'blue'),
  option('countersign', '会签中', 'In countersign', 'violet'),
  option('confirming', '待客户确认', 'Awaiting customer', 'yellow'),
  option('resolved', '已解决', 'Resolved', 'green'),
  option('closed', '已关闭', 'Closed', 'gray'),
]

const choice = (id: string, label: FieldDocument['label'], options: Option[], more: Partial<FieldDocument> = {}): FieldDocument => ({
  id,
  type: 'select',
  label,
  config: { options: options as unknown as [] },
  ...more,
})

/** What the company sells and looks after. */
const product: EntityDocument = {
  id: 'product',
  label: both('产品', 'Product'),
  icon: 'box',
  title: 'model',
  fields: listed<FieldDocument>(
    { id: 'model', type: 'text', label: both('型号', 'Model'), required: true, unique: true },
    { id: 'name', type: 'text', label: both('产品名称', 'Product name'), required: true },
    choice('line', both('产品线', 'Product line'), lines, { required: true }),
  ),
  indexes: [['line']],
}

/** Whom it was sold to. */
const customer: EntityDocument = {
  id: 'customer',
  label: both('客户', 'Customer'),
  icon: 'building',
  title: 'name',
  fields: listed<FieldDocument>(
    { id: 'name', type: 'text', label: both('客户名称', 'Customer name'), required: true, personal: 'name' },
    { id: 'phone', type: 'phone', label: both('联系电话', 'Phone'), personal: 'phone' },
    choice('level', both('客户级别', 'Level'), levels, { default: 'standard' }),
    { id: 'city', type: 'text', label: both('所在城市', 'City') },
  ),
  indexes: [['phone'], ['level']],
  shared: true,
}

/** A complaint from the day it comes in to the customer's mark. */
const ticket: EntityDocument = {
  id: 'ticket',
  label: both('客户投诉', 'Complaint'),
  icon: 'message-report',
  title: 'number',
  fields: listed<FieldDocument>(
    {
      id: 'number',
      type: 'serialNumber',
      label: both('投诉编号', 'Number'),
      unique: true,
      config: { prefix: 'TS', date: 'day', digits: 4 },
    },
    {
      id: 'customer_name',
      type: 'text',
      label: both('客户名称', 'Customer name'),
      required: true,
      personal: 'name',
      config: { maxLength: 100 },
    },
    { id: 'phone', type: 'phone', label: both('联系电话', 'Phone'), required: true, personal: 'phone' },
    { id: 'product', type: 'relation', label: both('产品型号', 'Product model'), required: true, config: { entity: 'product' } },
    choice('problem_type', both('问题类型', 'Problem type'), problemTypes, { required: true }),
    choice('urgency', both('紧急程度', 'Urgency'), urgencies, { required: true, default: 'normal' }),
    { id: 'description', type: 'textarea', label: both('问题描述', 'Description'), required: true, config: { maxLength: 4000 } },
    { id: 'pictures', type: 'image', label: both('图片', 'Pictures'), config: { max: 6 } },
    { id: 'customer', type: 'relation', label: both('关联客户', 'Customer record'), config: { entity: 'customer' } },
    choice('status', both('状态', 'Status'), statuses, { required: true, default: 'new' }),
    { id: 'team', type: 'team', label: both('处理团队', 'Team') },
    { id: 'assignee', type: 'member', label: both('处理人', 'Assignee') },
    { id: 'solution', type: 'textarea', label: both('解决方案', 'Solution'), config: { maxLength: 4000 } },
    { id: 'internal_cost', type: 'money', label: both('内部成本', 'Internal cost'), config: { currency: 'CNY' } },
    { id: 'due_at', type: 'datetime', label: both('处理期限', 'Due') },
    { id: 'first_response_at', type: 'datetime', label: both('首次响应时间', 'First response') },
    { id: 'resolved_at', type: 'datetime', label: both('解决时间', 'Resolved') },
    { id: 'csat', type: 'rating', label: both('满意度', 'Satisfaction'), config: { max: 5 } },
    { id: 'csat_comment', type: 'textarea', label: both('满意度评价', 'What the customer says'), config: { maxLength: 2000 } },
    { id: 'total_minutes', type: 'integer', label: both('总耗时（分钟）', 'Total minutes'), config: { min: 0 } },
  ),
  indexes: [['status'], ['phone'], ['team'], ['assignee'], ['product'], ['due_at'], ['problem_type']],
}

export const entities = listed(product, customer, ticket)
