import { type Attribute, decimal, type Id, integer, list, reference, text, timestamp, type ValueType } from '@tangram/data-model'
import { entityScope } from '../entity-scope.ts'
import { makeAttribute, makeEntity } from './make-entity.ts'

const attribute = (id: Id, en: string, zh: string, valueType: ValueType, more: Partial<Attribute> = {}) =>
  makeAttribute(id, { en, 'zh-CN': zh }, valueType, more)
const options = [
  { id: 'new', label: { en: 'New', 'zh-CN': '新建' } },
  { id: 'resolved', label: { en: 'Resolved', 'zh-CN': '已解决' } },
]
const product = makeEntity('product', [attribute('line', 'Product line', '产品线', text())])
const ticket = makeEntity('ticket', [
  attribute('status', 'Status', '状态', text(), { options }),
  attribute('tags', 'Tags', '标签', list(text()), { options }),
  attribute('phone', 'Phone number', '联系 电话', text()),
  attribute('product', 'Product', '产品', reference('product')),
  attribute('count', 'Count', '数量', integer()),
  attribute('amount', 'Amount', '金额', decimal(18, 2)),
  attribute('cost', 'Cost', '成本', decimal(18, 2)),
  attribute('due_at', 'Due', '截止时间', timestamp),
  attribute('and', 'And', '且', integer()),
])
/** Names of a help desk's tickets: choices, a label with a blank, a reference, a field that is called as a word of the language. */
export const deskScope = entityScope(ticket, (id) => (id === 'product' ? product : undefined), { old: true })
