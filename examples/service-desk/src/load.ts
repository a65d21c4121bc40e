import type { PersonPrincipal, SystemPrincipal } from '@tangram/access'
import { type Instant, invariant, type RecordValues } from '@tangram/data-model'
import type { Database, Storage } from '@tangram/storage'
import { serviceDesk } from './app.ts'
import { dayMs } from './data/calendar.ts'
import { departments, teamKeys } from './data/organisation.ts'
import type { TicketRow } from './data/tickets.ts'
import { generateServiceDesk, type ServiceDeskData } from './generate.ts'
import { type BulkRow, bulkInsert } from './load/bulk-insert.ts'
import { driveTicket, type FlowDriver } from './load/drive-ticket.ts'
import { forgetFollowUps } from './load/forget-follow-ups.ts'
import { playAgreement } from './load/sla-clocks.ts'
import { closedRow, filedRow } from './load/ticket-row.ts'

export type LoadOptions = {
  db: Pick<Database, 'pool'>
  /**
   * Storage and process runner that go by the given clock: the loader plays two years of history. It closes the storage.
   *
   *     worldAt: async (now) => { const storage = await createStorage({ db, …, now }); return { storage, flows: createFlowRunner({ storage, …, now }) } }
   */
  worldAt(now: () => Instant): Promise<{ storage: Storage; flows: FlowDriver }>
  now: Instant
  /** The generated data of `now` when absent. */
  data?: ServiceDeskData
  onProgress?(text: { 'zh-CN': string; en: string }): void
}

/** So many of the closed complaints went through the real process and show its timeline; older ones have their change log only. */
const recentlyClosed = 12

const system: SystemPrincipal = { kind: 'system', cause: 'sample-data', zone: 'Asia/Shanghai', locale: 'zh-CN' }

/**
 * Publishes the service desk and fills it: people and teams with their roles, products, customers, 20,000 complaints with their
 * history, the open ones of them in running processes. A database that has the app already stays as it is.
 *
 * @returns whether it was loaded
 */
export async function loadServiceDesk({
  db,
  worldAt,
  now,
  data = generateServiceDesk({ now }),
  onProgress = () => {},
}: LoadOptions): Promise<boolean> {
  let clock = now
  const { storage, flows } = await worldAt(() => clock)
  try {
    if ((await storage.apps.list(system)).some(({ id }) => id === serviceDesk.id)) return false
    onProgress({ 'zh-CN': '创建人员与团队', en: 'Making people and teams' })
    await createPeople(storage, data)
    onProgress({ 'zh-CN': '发布应用', en: 'Publishing the app' })
    await storage.apps.create(system, serviceDesk)
    await storage.apps.publish(system, serviceDesk.id)
    await grantRoles(storage, data)

    const app = await storage.apps.get(system, serviceDesk.id)
    const since = new Date(Date.parse(now) - 760 * dayMs).toISOString()
    const fill = async (entity: string, rows: BulkRow[]) => {
      const resolved = app.resolved.entity(entity)
      invariant(resolved, `the service desk has an entity ${entity}`)
      await bulkInsert(db, app, resolved, rows)
    }
    const row = ({ id, ...filed }: RecordValues & { id: string }): BulkRow => ({ id, createdAt: since, filed })
    onProgress({ 'zh-CN': '写入产品与客户', en: 'Writing products and customers' })
    await fill('product', data.products.map(row))
    await fill(
      'customer',
      data.customers.map(({ line: _, ...customer }) => row(customer)),
    )
    onProgress({ 'zh-CN': '写入两年的投诉记录', en: 'Writing two years of complaints' })
    const driven = new Set([...data.tickets.filter(isOpen), ...data.tickets.filter((ticket) => !isOpen(ticket)).slice(-recentlyClosed)])
    await fill(
      'ticket',
      data.tickets.map((ticket) => (driven.has(ticket) ? filedRow(ticket) : closedRow(ticket))),
    )

    onProgress({ 'zh-CN': '推进最近的流程', en: 'Leading the latest through the process' })
    const principals = new Map<string, PersonPrincipal>()
    const principalOf = async (id: string) => {
      const principal = principals.get(id) ?? (await storage.people.principalOf(id))
      principals.set(id, principal)
      return principal
    }
    const setClock = (at: Instant) => {
      clock = at
    }
    for (const ticket of data.tickets) {
      if (driven.has(ticket)) await driveTicket({ app, db, storage, flows, system, now, principalOf, setClock }, ticket)
    }
    await forgetFollowUps(
      db,
      [...driven].filter((ticket) => !isOpen(ticket)).map(({ id }) => id),
    )
    onProgress({ 'zh-CN': '计算服务承诺', en: 'Counting the service agreement' })
    await playAgreement(db, app, now, new Map(data.customers.map(({ id, level }) => [id, String(level)])))
    return true
  } finally {
    await storage.close()
  }
}

const isOpen = (ticket: TicketRow) => ticket.resolved_at === null

/** The tree of the organisation. */
async function createDepartments(storage: Storage): Promise<void> {
  for (const { key, name, under } of departments) {
    const { id: parent } = await storage.people.createDepartment(system, { key, name })
    for (const one of under) await storage.people.createDepartment(system, { key: one.key, name: one.name, parent })
  }
}

/** Who leads a department is one of its people, so they come first. */
async function appointHeads(storage: Storage, { people }: ServiceDeskData): Promise<void> {
  for (const { key, head } of departments.flatMap(({ under, ...department }) => [department, ...under])) {
    await storage.people.setHead(system, key, idOf(people, head))
  }
}

function idOf(people: ServiceDeskData['people'], login: string): string {
  const found = people.find((person) => person.login === login)
  invariant(found, `the sample people include ${login}`)
  return found.id
}

async function createPeople(storage: Storage, data: ServiceDeskData): Promise<void> {
  const { people, teams } = data
  for (const team of teams) await storage.people.createTeam(system, team)
  await createDepartments(storage)
  for (const person of people) await storage.people.create(system, { ...person, departments: person.teams })
  await appointHeads(storage, data)
}

async function grantRoles(storage: Storage, { people }: ServiceDeskData): Promise<void> {
  const grant = (role: string, holder: Parameters<Storage['people']['grant']>[3]) =>
    storage.people.grant(system, serviceDesk.id, role, holder)
  const personOf = (login: string) => ({ person: idOf(people, login) })
  for (const team of teamKeys) await grant('agent', { team })
  await grant('manager', personOf('lin_yue'))
  await grant('builder', personOf('zhou_ran'))
  await grant('initiator', 'everyone')
}
