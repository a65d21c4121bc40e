import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Principal, RoleDocument, SystemPrincipal } from '@tangram/access'
import { type AppDocument, defaultPlatform } from '@tangram/app-model'
import { type Collection, emptyCollection, type FieldDocument, invariant, type LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { ReportDocument } from '@tangram/report-engine'
import { createStorage } from '../create-storage.ts'
import type { Database } from '../database.ts'
import type { Storage, StorageOptions } from '../storage.ts'

/** A small help desk for our own tests: one row condition, one hidden field, references, a serial number. */
export function desk(change: (document: AppDocument) => void = () => {}): AppDocument {
  const isMine: Logic = { or: [{ in: [{ var: 'team' }, { var: '$user.teams' }] }, { '==': [{ var: 'assignee' }, { var: '$user.id' }] }] }
  const document: AppDocument = {
    format: 1,
    id: 'desk',
    label: say('Desk'),
    entities: listed([
      {
        id: 'product',
        label: say('Product'),
        title: 'model',
        fields: listed<FieldDocument>([
          { id: 'model', type: 'text', label: say('Model'), required: true },
          { id: 'line', type: 'text', label: say('Line') },
        ]),
      },
      {
        id: 'ticket',
        label: say('Ticket'),
        title: 'subject',
        fields: listed<FieldDocument>([
          { id: 'number', type: 'serialNumber', label: say('Number'), unique: true, config: { prefix: 'T', date: 'day', digits: 4 } },
          { id: 'subject', type: 'text', label: say('Subject'), required: true },
          { id: 'code', type: 'text', label: say('Code'), unique: true },
          { id: 'amount', type: 'text', label: say('Amount') },
          {
            id: 'status',
            type: 'select',
            label: say('Status'),
            default: 'new',
            config: { options: ['new', 'busy', 'done'].map((id) => ({ id, label: say(id) })) as never },
          },
          { id: 'team', type: 'team', label: say('Team') },
          { id: 'assignee', type: 'member', label: say('Assignee') },
          { id: 'product', type: 'relation', label: say('Product'), config: { entity: 'product' } },
          { id: 'parent', type: 'relation', label: say('Parent'), config: { entity: 'ticket' } },
          { id: 'related', type: 'relation', label: say('Related'), config: { entity: 'ticket', many: true } },
          { id: 'cost', type: 'money', label: say('Cost'), config: { currency: 'CNY' } },
          { id: 'minutes', type: 'integer', label: say('Minutes') },
          { id: 'due', type: 'datetime', label: say('Due') },
          { id: 'pictures', type: 'image', label: say('Pictures') },
        ]),
        indexes: [['status']],
      },
    ]),
    forms: emptyCollection(),
    processes: emptyCollection(),
    rules: emptyCollection(),
    reports: listed<ReportDocument>([
      {
        id: 'by_status',
        label: say('By status'),
        from: 'ticket',
        rows: [{ field: 'status', as: 'status' }],
        measures: { n: { count: '*', label: say('Count') } },
        measureOrder: ['n'],
        drill: { columns: ['subject'] },
        chart: { type: 'bar' },
      },
      {
        id: 'costs',
        label: say('Costs'),
        from: 'ticket',
        rows: [],
        measures: { total: { sum: 'cost', label: say('Total') } },
        measureOrder: ['total'],
        chart: { type: 'kpi' },
      },
    ]),
    dashboards: emptyCollection(),
    views: emptyCollection(),
    access: {
      roles: listed<RoleDocument>([
        {
          id: 'agent',
          label: say('Agent'),
          grants: {
            ticket: { read: isMine, create: true, update: isMine, export: true, fields: { cost: 'hidden', minutes: 'read' } },
            product: { read: true },
          },
        },
        { id: 'manager', label: say('Manager'), grants: { ticket: all, product: all }, designs: true },
      ]),
    },
  }
  change(document)
  return document
}

const all = { read: true, create: true, update: true, delete: true, export: true }

export const system: SystemPrincipal = { kind: 'system', cause: 'test', zone: 'Asia/Shanghai', locale: 'en' }

export function openStorage(db: Database, more: Partial<StorageOptions> = {}): Promise<Storage> {
  return createStorage({
    db,
    platform: defaultPlatform,
    zone: 'Asia/Shanghai',
    fileDir: mkdtempSync(join(filesOfRun(), 'storage-')),
    secret: 'a secret of at least thirty-two characters',
    ...more,
  })
}

/** Removed with the run's database. */
function filesOfRun(): string {
  const folder = process.env.TANGRAM_TEST_FILES
  invariant(folder, 'TANGRAM_TEST_FILES is set by the global setup of the integration tests')
  return folder
}

export type Cast = {
  red: string
  blue: string
  ann: Principal
  bob: Principal
  mia: Principal
  ids: { ann: string; bob: string; mia: string }
}

/** Publishes the desk and hires: Ann (agent, team red), Bob (agent, team blue), Mia (manager). */
export async function openDesk(storage: Storage, document = desk()): Promise<Cast> {
  const { people, apps } = storage
  await apps.create(system, document)
  await apps.publish(system, document.id)
  const red = await people.createTeam(system, { key: 'red', name: 'Red' })
  const blue = await people.createTeam(system, { key: 'blue', name: 'Blue' })
  const ann = await people.create(system, { name: 'Ann', login: 'ann', password: 'ann has a password', teams: ['red'] })
  const bob = await people.create(system, { name: 'Bob', login: 'bob', teams: ['blue'] })
  const mia = await people.create(system, { name: 'Mia', login: 'mia' })
  await people.grant(system, document.id, 'agent', { team: 'red' })
  await people.grant(system, document.id, 'agent', { person: bob.id })
  await people.grant(system, document.id, 'manager', { person: mia.id })
  const [a, b, m] = await Promise.all([ann, bob, mia].map(({ id }) => people.principalOf(id)))
  return {
    red: red.id,
    blue: blue.id,
    ann: a as Principal,
    bob: b as Principal,
    mia: m as Principal,
    ids: { ann: ann.id, bob: bob.id, mia: mia.id },
  }
}

function say(en: string): Required<LocalizedText> {
  return { en, 'zh-CN': en }
}

export function listed<T extends { id: string }>(items: T[]): Collection<T> {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
