import { decimal, type Entity, integer, list, reference, text, timestamp } from '@tangram/data-model'
import { entityScope } from '../entity-scope.ts'

const attribute = (id: string, en: string, zh: string, valueType: Entity['attributes'][string]['valueType'], more = {}) => ({
  id,
  label: { en, 'zh-CN': zh },
  valueType,
  required: false,
  unique: false,
  fieldType: 'text',
  ...more,
})
const entity = (id: string, attributes: ReturnType<typeof attribute>[]): Entity => ({
  app: 'desk',
  id,
  label: { en: id },
  title: 'name',
  attributes: Object.fromEntries(attributes.map((each) => [each.id, each])),
  order: attributes.map((each) => each.id),
  unique: [],
  indexes: [],
})
const options = [
  { id: 'new', label: { en: 'New', 'zh-CN': '新建' } },
  { id: 'resolved', label: { en: 'Resolved', 'zh-CN': '已解决' } },
]
const product = entity('product', [attribute('line', 'Product line', '产品线', text())])
const ticket = entity('ticket', [
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
