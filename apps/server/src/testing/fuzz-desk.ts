import { randomUUID } from 'node:crypto'
import { inOrder } from '@tangram/data-model'
import { routes } from '../routes/index.ts'
import type { RunningServer } from '../start-server.ts'
import { asSystem } from '../system-principal.ts'
import type { FuzzCaller, HttpFuzz } from './fuzz-http.ts'

type Query = (sql: string, values?: unknown[]) => Promise<{ rows: unknown[] }>

const system = asSystem('fuzz')
const hidden = 'canary-of-another-team'

/** The service desk of a trial as something to be fuzzed: its callers, what they may not read, and every name and id that it has. */
export async function fuzzDesk(server: RunningServer, query: Query): Promise<Pick<HttpFuzz, 'app' | 'routes' | 'known' | 'callers'>> {
  const { storage } = server
  const people = await storage.people.find(system, { limit: 200 })
  const idOf = (login: string): string => people.find((one) => one.login === login)?.id ?? ''
  const staff = ['admin', 'lin_yue', 'chen_mo', 'zhou_ran'].map((login) => ({ login, id: idOf(login) }))
  const canary = await hide(server, query, idOf('chen_mo'))
  const callers = async (): Promise<readonly FuzzCaller[]> => {
    // Whatever requests have done to them.
    await query(`delete from tangram.attempt`)
    await query(`delete from tangram.setting where name = 'security'`)
    await query(`update tangram.person set active = true, deleted_at = null, password_must_change = false, admin = (id = $1)`, [
      idOf('admin'),
    ])
    await query(`delete from tangram.second_factor`)
    const signedIn = await Promise.all(
      staff.map(async ({ login, id }) => {
        const { token, csrf } = await storage.sessions.create(id, {})
        const secrets = login === 'chen_mo' ? [canary, '$argon2id'] : ['$argon2id']
        return { name: login, cookie: `tangram=${token}`, csrf, secrets }
      }),
    )
    return [...signedIn, { name: 'nobody', cookie: '', csrf: '', secrets: [canary, '$argon2id'] }]
  }
  return { app: server.app, routes, known: await knownOf(server, query), callers }
}

/** A complaint that the agent may not see, with a text that stands nowhere else. */
async function hide(server: RunningServer, query: Query, agent: string): Promise<string> {
  const records = server.storage.records(system)
  const { teams } = await server.storage.people.get(system, agent)
  const { rows } = await query('select id from tangram.team where id <> all ($1) limit 1', [teams.map(({ id }) => id)])
  const [product] = await records.options('service_desk', 'product', { limit: 1 })
  const values = {
    customer_name: hidden,
    phone: '13800138000',
    product: product?.id ?? '',
    problem_type: 'other',
    urgency: 'low',
    description: hidden,
  }
  const made = await records.create('service_desk', 'ticket', { ...values, team: (rows[0] as { id: string }).id })
  if (
    await server.storage
      .canSee(await server.storage.people.principalOf(agent), 'service_desk', 'ticket', [made.id])
      .then((ids) => ids.size > 0)
  )
    throw new Error('the agent sees what is to be hidden')
  return hidden
}

async function knownOf({ storage }: RunningServer, query: Query) {
  const { document } = await storage.apps.get(system, 'service_desk')
  const tables = ['person', 'team', 'department', 'task', 'message', 'flow_instance', 'delivery', 'embed', 'link', 'notification', 'file']
  const found = await Promise.all(
    [...tables.map((table) => `tangram.${table}`), 'service_desk.ticket', 'service_desk.product', 'service_desk.customer'].map(
      async (table) => {
        const { rows } = await query(`select id from ${table} limit 4`).catch(() => ({ rows: [] }))
        return rows.map((row) => String((row as { id: string }).id))
      },
    ),
  )
  const names = (collection: { order: readonly string[] } | undefined): string[] => [...(collection?.order ?? [])]
  const entities = inOrder(document.entities)
  const id = [...found.flat(), randomUUID()]
  const parts = {
    entity: entities.map((one) => one.id),
    view: names(document.views),
    report: names(document.reports),
    dashboard: names(document.dashboards),
    form: names(document.forms),
    process: names(document.processes),
    role: names(document.access.roles),
  }
  return {
    ...parts,
    app: ['service_desk', 'service_desk', 'service_desk', 'nowhere'],
    id,
    record: id,
    person: id,
    task: id,
    field: entities.flatMap((entity) => names(entity.fields)).slice(0, 60),
    version: ['1', '2', '99'],
    token: ['x'.repeat(32), 'a'.repeat(43)],
    any: [
      'service_desk',
      'ticket',
      'zh-CN',
      'en',
      'Asia/Shanghai',
      'csv',
      'xlsx',
      '2026-11-23',
      '2026-11-23T00:00:00.000Z',
      '7',
      'number',
      '-created_at',
      '{"==":[{"var":"status"},"new"]}',
      '陈默',
      ...Object.values(parts).flat().slice(0, 30),
    ],
  }
}
