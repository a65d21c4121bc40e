import type { AppDocument } from '@tangram/app-model'
import type { LocalizedText } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { asSystem } from '../system-principal.ts'
import type { Desk } from './open-desk.ts'

export type LabPeople = { lead: string; tech: string; clerks: string[] }

const both = (en: string): Required<LocalizedText> => ({ 'zh-CN': en, en })
const listed = <T extends { id: string }>(...items: T[]) => ({
  order: items.map(({ id }) => id),
  items: Object.fromEntries(items.map((item) => [item.id, item])),
})
const none = { order: [], items: {} }
export const node = (id: string, type: string, config: object = {}, more: object = {}) => ({ id, type, label: both(id), config, ...more })
/** `start > work`, `work.done > end`: a flow, out of a port. */
const flow = (way: string) => {
  const [from = '', to = ''] = way.split(' > ')
  const [source = '', port] = from.split('.')
  return { id: way.replaceAll(/\W+/g, '_'), from: source, to, ...(port ? { port } : {}) }
}
export const process = (id: string, nodes: object[], ways: string[], more: object = {}) => ({
  id,
  label: both(id),
  entity: 'expense',
  nodes: listed(...(nodes as { id: string }[])),
  flows: listed(...ways.map(flow)),
  ...more,
})

/** Processes for tests of what people and other systems do with them. */
export function labApp({ lead, tech, clerks }: LabPeople, address = 'http://127.0.0.1:1/'): AppDocument {
  const people = (...ids: string[]) => ({ kind: 'people', people: ids })
  const manual = (id = 'start') => node(id, 'start', { trigger: 'manual' })
  const end = (outcome = 'done') => node('end', 'end', { outcome })
  return {
    format: 1,
    id: 'lab',
    label: both('Lab'),
    entities: listed({
      id: 'expense',
      label: both('Expense'),
      title: 'title',
      fields: listed(
        { id: 'title', type: 'text', label: both('Title'), required: true },
        { id: 'amount', type: 'integer', label: both('Amount') },
        { id: 'account', type: 'text', label: both('Account') },
        { id: 'secret', type: 'text', label: both('Secret') },
      ),
    }),
    forms: listed(
      ...['claim', 'other'].map((id) => ({
        id,
        label: both(id),
        entity: 'expense',
        elements: listed({ id: 'title', kind: 'field', field: 'title' }),
      })),
    ),
    processes: listed(
      process(
        'claiming',
        [node('start', 'start', { trigger: 'record-created', form: 'claim' }), node('work', 'handle', { assignees: people(lead) }), end()],
        ['start > work', 'work.done > end'],
      ),
      process(
        'approval',
        [
          manual(),
          node('lead', 'approve', { approvers: people(lead), mode: 'all' }),
          node('review', 'approve', {
            approvers: people(lead, tech),
            mode: 'all',
            operations: ['transfer', 'delegate', 'add-before', 'add-after', 'add-beside', 'return', 'copy'],
            returns: { to: ['start', 'previous', 'any'], resubmit: 'choose' },
          }),
          node('book', 'handle', { assignees: { kind: 'people', people: clerks, pick: 'all' }, fields: { account: 'write' } }),
          end('paid'),
          node('refused', 'end', { outcome: 'refused' }),
        ],
        [
          'start > lead',
          'lead.approved > review',
          'lead.rejected > refused',
          'review.approved > book',
          'review.rejected > refused',
          'book.done > end',
        ],
        { policies: { revoke: 'untouched', withdraw: true, urgeEveryMinutes: 30 } },
      ),
      process(
        'asking',
        [
          manual(),
          node('ask', 'run-action', {
            action: 'call-webhook',
            input: { url: address, body: { title: { var: 'title' } } },
            results: { account: { var: '$result.body.account' } },
            retries: 1,
          }),
          node('gone', 'boundary-error', { code: 'http.404' }, { attachedTo: 'ask' }),
          end(),
          node('missing', 'end', { outcome: 'missing' }),
        ],
        ['start > ask', 'ask > end', 'gone > missing'],
        { variables: listed({ id: 'note', label: both('Note'), valueType: { kind: 'text' } }) },
      ),
      process(
        'intake',
        [
          node('hook', 'start', { trigger: 'webhook', values: { title: { var: '$message.title' } } }),
          node('paid', 'start', { trigger: 'message', message: 'order_paid', values: { title: { var: '$message.title' } } }),
          node('clock', 'start', { trigger: 'schedule', schedule: '0 9 * * *', values: { title: 'Morning' } }),
          node('work', 'handle', { assignees: people(lead) }),
          end(),
        ],
        ['hook > work', 'paid > work', 'clock > work', 'work.done > end'],
      ),
      process(
        'watching',
        [
          node('changed', 'start', { trigger: 'record-changed', fields: ['amount'], when: { '>': [{ var: 'amount' }, 100] } }),
          node('note', 'update-record', { set: { amount: { '+': [{ var: 'amount' }, 1] } } }),
          node('work', 'handle', { assignees: people(lead) }),
          end(),
        ],
        ['changed > note', 'note > work', 'work.done > end'],
      ),
      process(
        'waiting',
        [
          manual(),
          node('wait', 'receive-message', {
            message: 'goods_came',
            correlation: '{{title}}',
            set: { account: { var: '$message.account' } },
          }),
          end(),
        ],
        ['start > wait', 'wait > end'],
      ),
      process(
        'timing',
        [
          manual(),
          node('work', 'handle', { assignees: people(lead) }),
          node('late', 'boundary-timer', { after: { var: 'account' } }, { attachedTo: 'work' }),
          end(),
          node('expired', 'end', { outcome: 'expired' }),
        ],
        ['start > work', 'work.done > end', 'late > expired'],
      ),
      process(
        'calling',
        [
          manual(),
          node('call', 'call-process', { process: 'called', record: 'same', results: { account: { var: '$result.outcome' } } }),
          node('failed', 'boundary-error', {}, { attachedTo: 'call' }),
          end(),
          node('lost', 'end', { outcome: 'lost' }),
        ],
        ['start > call', 'call > end', 'failed > lost'],
      ),
      process(
        'called',
        [node('start', 'start', { trigger: 'called' }), node('work', 'handle', { assignees: people(lead) }), end('well')],
        ['start > work', 'work.done > end'],
      ),
    ),
    rules: none,
    reports: none,
    dashboards: none,
    views: listed({ id: 'expenses', label: both('Expenses'), entity: 'expense', columns: ['title', 'amount'] }),
    access: {
      roles: listed(
        {
          id: 'staff',
          label: both('Staff'),
          grants: { expense: { read: true, create: true, update: true, fields: { secret: 'hidden' } } },
        },
        { id: 'reader', label: both('Reader'), grants: { expense: { read: true } } },
        { id: 'builder', label: both('Builder'), designs: true, grants: { expense: { read: true, create: true, update: true } } },
      ),
    },
  } as unknown as AppDocument
}

/**
 * Publishes the lab: the sample people are staff, but for `he_qing`, who only reads, and `zhou_ran`, who designs.
 *
 * @param more further processes
 */
export async function openLab(
  desk: Desk,
  address?: string,
  more: readonly object[] = [],
): Promise<{ people: { [login: string]: string } }> {
  const { storage } = desk.server
  const system = asSystem('test')
  const found = await storage.people.find(system, { limit: 200 })
  const people = Object.fromEntries(found.flatMap(({ id, login }) => (login ? [[login, id]] : [])))
  const of = (login: string) => people[login] ?? ''
  const document = labApp({ lead: of('lin_yue'), tech: of('chen_mo'), clerks: [of('song_lan'), of('chen_mo')] }, address)
  for (const process of more as ProcessDocument[]) {
    document.processes.order.push(process.id)
    document.processes.items[process.id] = process
  }
  await storage.apps.create(system, document)
  await storage.apps.publish(system, 'lab')
  for (const login of ['lin_yue', 'chen_mo', 'song_lan']) await storage.people.grant(system, 'lab', 'staff', { person: of(login) })
  await storage.people.grant(system, 'lab', 'reader', { person: of('he_qing') })
  await storage.people.grant(system, 'lab', 'builder', { person: of('zhou_ran') })
  return { people }
}
