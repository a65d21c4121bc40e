import { type Collection, emptyCollection, type FieldDocument, type Id } from '@tangram/data-model'
import type { NodeDocument } from '@tangram/flow-engine'
import type { AppDocument } from '../document.ts'

/** Things in the order given. */
function listed<T extends { id: Id }>(...things: T[]): Collection<T> {
  return { order: things.map(({ id }) => id), items: Object.fromEntries(things.map((thing) => [thing.id, thing])) }
}

const both = (en: string, zh: string) => ({ en, 'zh-CN': zh })

const field = (id: Id, type: string, en: string, zh: string, more: Partial<FieldDocument> = {}): FieldDocument => ({
  id,
  type,
  label: both(en, zh),
  ...more,
})

/** A small sound app that uses every kind of thing once: complaints about products. A new copy each time. */
export function sampleApp(): AppDocument {
  return {
    format: 1,
    id: 'desk',
    label: both('Desk', '服务台'),
    entities: listed(
      {
        id: 'product',
        label: both('Product', '产品'),
        title: 'name',
        fields: listed(field('name', 'text', 'Name', '名称', { required: true }), field('price', 'money', 'Price', '价格')),
      },
      {
        id: 'ticket',
        label: both('Ticket', '投诉'),
        title: 'number',
        fields: listed(
          field('number', 'serialNumber', 'Number', '编号', { config: { prefix: 'TS', date: 'day' } }),
          field('phone', 'phone', 'Phone', '电话', { required: true }),
          field('product', 'relation', 'Product', '产品', { config: { entity: 'product' } }),
          field('status', 'select', 'Status', '状态', {
            config: {
              options: [
                { id: 'new', label: both('New', '新建') },
                { id: 'done', label: both('Done', '已解决') },
              ],
            },
            default: 'new',
          }),
          field('assignee', 'member', 'Assignee', '处理人'),
          field('hours', 'integer', 'Hours', '工时'),
          field('minutes', 'integer', 'Minutes', '分钟', { computed: { '*': [{ var: 'hours' }, 60] } }),
        ),
        indexes: [['status']],
        unique: [['phone', 'product']],
      },
    ),
    forms: listed({
      id: 'complaint',
      label: both('Complaint', '投诉登记'),
      entity: 'ticket',
      public: { enabled: true },
      elements: {
        order: ['phone', 'more'],
        items: {
          phone: { id: 'phone', kind: 'field', field: 'phone', span: 6 },
          more: { id: 'more', kind: 'section', label: both('More', '更多'), order: ['product', 'hours'] },
          product: { id: 'product', kind: 'field', field: 'product', required: true },
          hours: { id: 'hours', kind: 'field', field: 'hours', visible: { '==': [{ var: 'status' }, 'done'] } },
        },
      },
    }),
    processes: listed({
      id: 'handling',
      label: both('Handling', '处理流程'),
      entity: 'ticket',
      nodes: listed<NodeDocument>(
        { id: 'start', type: 'start', label: both('Start', '开始'), config: { trigger: 'record-created', form: 'complaint' } },
        {
          id: 'handle',
          type: 'handle',
          label: both('Handle', '处理'),
          config: {
            assignees: { kind: 'role', role: 'agent' },
            form: 'complaint',
            outcomes: [{ id: 'done', label: both('Done', '完成') }],
          },
        },
        { id: 'end', type: 'end', label: both('End', '结束'), config: {} },
      ),
      flows: listed({ id: 'start_handle', from: 'start', to: 'handle' }, { id: 'handle_end', from: 'handle', to: 'end' }),
    }),
    rules: listed({
      id: 'tell',
      label: both('Tell the customer', '通知客户'),
      entity: 'ticket',
      enabled: true,
      trigger: { type: 'record-updated', config: { fields: ['status'] } },
      when: { '==': [{ var: 'status' }, 'done'] },
      do: [
        {
          id: 'send',
          action: 'send-message',
          input: { channel: 'sms', to: 'phone', message: both('{{number}} is done', '{{number}}已解决') },
        },
      ],
    }),
    calendars: listed({
      id: 'office',
      label: both('Office hours', '工作时间'),
      zone: 'Asia/Shanghai',
      week: { mon: [{ from: '09:00', to: '18:00' }] },
      holidays: [{ from: '2026-10-01', to: '2026-10-07', label: both('National day', '国庆节') }],
      workdays: [{ date: '2026-10-10', hours: [{ from: '09:00', to: '18:00' }] }],
    }),
    slas: listed({
      id: 'service',
      label: both('Service', '服务承诺'),
      entity: 'ticket',
      enabled: true,
      calendar: 'office',
      pausedWhile: { '!': [{ var: 'assignee' }] },
      stages: listed({
        id: 'resolution',
        label: both('Resolution', '解决'),
        doneWhen: { '==': [{ var: 'status' }, 'done'] },
        targets: [
          { id: 'dear', when: { '>': [{ var: 'product.price' }, 1000] }, minutes: 60 },
          { id: 'rest', minutes: 480 },
        ],
        warnAt: [80],
        onWarn: [
          { id: 'tell', action: 'notify', input: { to: { kind: 'field', field: 'assignee' }, title: both('Soon due', '即将超时') } },
        ],
        onBreach: [
          {
            id: 'tell',
            action: 'notify',
            input: { to: { kind: 'field', field: 'assignee' }, title: both('{{$sla.stage}}', '{{$sla.stage}}') },
          },
        ],
        escalations: [{ id: 'boss', afterMinutes: 60, do: [] }],
      }),
    }),
    reports: listed({
      id: 'by_status',
      label: both('By status', '按状态'),
      from: 'ticket',
      rows: [{ field: 'status', as: 'status' }],
      measures: { tickets: { label: both('Tickets', '投诉数'), count: '*' as const } },
      measureOrder: ['tickets'],
      chart: { type: 'pie', config: {} },
    }),
    dashboards: listed({
      id: 'overview',
      label: both('Overview', '总览'),
      tiles: listed({ id: 'status', report: 'by_status', x: 0, y: 0, w: 6, h: 4 }),
    }),
    views: listed({
      id: 'tickets',
      label: both('Tickets', '投诉'),
      entity: 'ticket',
      columns: ['number', 'phone', 'created_at'],
      sort: [{ by: 'created_at', dir: 'desc' as const }],
      where: { '!=': [{ var: 'status' }, 'done'] },
      form: 'complaint',
    }),
    access: {
      roles: listed({
        id: 'agent',
        label: both('Agent', '客服'),
        grants: {
          ticket: {
            read: { '==': [{ var: 'assignee' }, { var: '$user.id' }] },
            create: true,
            update: true,
            fields: { minutes: 'hidden' as const },
          },
        },
        dashboards: ['overview'],
      }),
    },
  }
}

export const emptyApp = (id: Id): AppDocument => ({
  format: 1,
  id,
  label: { en: id },
  entities: emptyCollection(),
  forms: emptyCollection(),
  processes: emptyCollection(),
  rules: emptyCollection(),
  reports: emptyCollection(),
  dashboards: emptyCollection(),
  views: emptyCollection(),
  access: { roles: emptyCollection() },
})
