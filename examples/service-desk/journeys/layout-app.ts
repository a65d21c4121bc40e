import type { AppDocument } from '@tangram/app-model'
import type { Collection, FieldDocument, LocalizedText } from '@tangram/data-model'
import type { FormElement } from '@tangram/form-engine'

const say = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, en })
const collection = <T extends { id: string }>(items: readonly T[]): Collection<T> => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
/** Elements by id; those that no other holds stand on the top level. */
function laidOut(elements: readonly FormElement[]): Collection<FormElement> {
  const inside = new Set(elements.flatMap((element) => ('order' in element ? element.order : [])))
  return { ...collection(elements), order: elements.map(({ id }) => id).filter((id) => !inside.has(id)) }
}
const field = (id: string, more: Partial<Extract<FormElement, { kind: 'field' }>> = {}): FormElement => ({
  id,
  kind: 'field',
  field: id,
  ...more,
})

const fields: FieldDocument[] = [
  { id: 'customer', type: 'text', label: say('客户名称', 'Customer'), required: true },
  { id: 'phone', type: 'phone', label: say('联系电话', 'Phone') },
  {
    id: 'kind',
    type: 'radio',
    label: say('服务类型', 'Service'),
    config: {
      options: [
        { id: 'repair', label: say('维修', 'Repair') },
        { id: 'training', label: say('培训', 'Training') },
      ],
    },
  },
  { id: 'model', type: 'text', label: say('产品型号', 'Model'), required: false },
  { id: 'fault', type: 'textarea', label: say('故障描述', 'What is wrong') },
  { id: 'people', type: 'integer', label: say('参加人数', 'Participants') },
  { id: 'city', type: 'text', label: say('城市', 'City') },
  { id: 'street', type: 'text', label: say('街道', 'Street') },
  { id: 'wish', type: 'textarea', label: say('期望', 'Wishes'), required: true },
  { id: 'invoice', type: 'text', label: say('发票抬头', 'Invoice to') },
]

const isRepair = { '==': [{ var: 'kind' }, 'repair'] }

/** An app whose forms are laid out: a public one in steps, one for staff in tabs. */
export function layoutApp(): AppDocument {
  return {
    format: 1,
    id: 'visits',
    label: say('上门服务', 'Visits'),
    entities: collection([{ id: 'visit', label: say('上门单', 'Visit'), title: 'customer', fields: collection(fields) }]),
    forms: collection([
      {
        id: 'book',
        label: say('预约上门', 'Book a visit'),
        description: say('三步完成，约两分钟。', 'Three steps, about two minutes.'),
        entity: 'visit',
        public: { enabled: true },
        elements: laidOut([
          { id: 'way', kind: 'steps', label: say('预约步骤', 'Steps'), order: ['you', 'machine', 'course', 'rest'] },
          { id: 'you', kind: 'step', label: say('联系人', 'About you'), order: ['customer', 'phone', 'kind'] },
          field('customer', { span: 6 }),
          field('phone', { span: 6, required: true }),
          field('kind', { required: true }),
          {
            id: 'machine',
            kind: 'step',
            label: say('设备', 'Machine'),
            description: say('型号见机身铭牌。', 'The model stands on the name plate.'),
            order: ['model', 'fault', 'guide'],
            visible: isRepair,
          },
          field('model', { required: true }),
          field('fault'),
          {
            id: 'guide',
            kind: 'button',
            label: say('查看说明书', 'Read the manual'),
            action: { type: 'open', address: 'https://example.com/manual?model={model}' },
          },
          {
            id: 'course',
            kind: 'step',
            label: say('培训', 'Training'),
            order: ['people'],
            visible: { '==': [{ var: 'kind' }, 'training'] },
          },
          field('people'),
          { id: 'rest', kind: 'step', label: say('地址与期望', 'Where and when'), order: ['city', 'street', 'wish', 'billing'] },
          field('city', { span: 4 }),
          field('street', { span: 8 }),
          field('wish'),
          { id: 'billing', kind: 'section', label: say('发票信息', 'Invoice'), collapsed: true, order: ['invoice'] },
          field('invoice'),
        ]),
      },
      {
        id: 'desk',
        label: say('登记上门单', 'Enter a visit'),
        entity: 'visit',
        elements: laidOut([
          { id: 'pages', kind: 'tabs', label: say('上门单', 'Visit'), order: ['who', 'what', 'where'] },
          { id: 'who', kind: 'tab', label: say('客户', 'Customer'), order: ['customer', 'phone', 'kind'] },
          field('customer', { span: 6 }),
          field('phone', { span: 6 }),
          field('kind'),
          { id: 'what', kind: 'tab', label: say('服务内容', 'Work'), order: ['model', 'fault', 'wish'] },
          field('model'),
          field('fault', { visible: isRepair }),
          field('wish'),
          { id: 'where', kind: 'tab', label: say('地址', 'Place'), order: ['left', 'code'] },
          { id: 'left', kind: 'section', label: say('上门地址', 'Address'), span: 8, order: ['city', 'street'] },
          field('city', { span: 6 }),
          field('street', { span: 6 }),
          { id: 'code', kind: 'qr', label: say('扫码导航', 'Scan to navigate'), span: 4, text: 'https://example.com/map?q={city}' },
        ]),
      },
    ]),
    processes: collection([]),
    rules: collection([]),
    reports: collection([]),
    dashboards: collection([]),
    views: collection([
      { id: 'visits', label: say('上门单', 'Visits'), entity: 'visit', columns: ['customer', 'kind', 'city', 'wish'], form: 'desk' },
    ]),
    access: { roles: collection([]) },
  }
}
