import type { Principal, SystemPrincipal } from '@tangram/access'
import { type Instant, invariant, type RecordValues } from '@tangram/data-model'
import type { FlowCommand, InstanceState } from '@tangram/flow-engine'
import type { Database, PublishedApp, Storage } from '@tangram/storage'
import { hourMs } from '../data/calendar.ts'
import type { TicketRow } from '../data/tickets.ts'
import { filedValues } from './ticket-row.ts'

/** Moves process instances; the server's flow runner is one. */
export type FlowDriver = {
  begin(
    start: {
      app: string
      process: string
      entity: string
      record: string
      initiator: string | null
      values: RecordValues
      requestId: string
    },
    app: PublishedApp,
  ): Promise<unknown>
  advance(
    step: { instance: string; command: FlowCommand; principal: Principal },
    more?: { task?: string; values?: RecordValues; link?: string },
  ): Promise<unknown>
  inspect(instance: string): Promise<{ state: InstanceState }>
}

export type Drive = {
  app: PublishedApp
  db: Pick<Database, 'pool'>
  storage: Storage
  flows: FlowDriver
  system: SystemPrincipal
  now: Instant
  principalOf(person: string): Promise<Principal>
  /** Sets the clock that `storage` and `flows` go by. */
  setClock(at: Instant): void
}

const agreed = { tech: '方案可行，同意。', finance: '费用合理，同意。' }

/** Leads a filed complaint through the process as far as its row says: tasks, links, opinions and times are those of the real engine. */
export async function driveTicket(drive: Drive, ticket: TicketRow): Promise<void> {
  const now = Date.parse(drive.now)
  const created = Date.parse(ticket.created_at)
  const handled = Math.max(created + 60_000, Date.parse(ticket.first_response_at ?? drive.now))
  const end = Date.parse(ticket.resolved_at ?? drive.now)
  const at = (moment: number) => drive.setClock(new Date(Math.min(moment, now)).toISOString())
  const between = (part: number) => at(handled + part * (end - handled))

  at(created + 2_000)
  const process = await begin(drive, ticket)
  if (ticket.status === 'handling') return
  at(handled)
  await process.complete(undefined, 'done', undefined, { solution: ticket.solution })
  // In half of those that wait for both signatures the engineer has given the first.
  if (ticket.status === 'countersign' && Number.parseInt(ticket.id.slice(-1), 16) % 2) return
  between(0.3)
  await process.complete('tech', 'approved', agreed.tech, {})
  if (ticket.status === 'countersign') return
  between(0.5)
  await process.complete('finance', 'approved', agreed.finance, { internal_cost: ticket.internal_cost })
  if (ticket.resolved_at === null) return
  at(end)
  await process.confirm()
  if (ticket.csat === null) return
  at(end + 2 * hourMs)
  const { csat, csat_comment } = ticket
  await drive.storage.records(drive.system).update(drive.app.id, 'ticket', ticket.id, { csat, csat_comment }, {})
}

async function begin({ app, db, storage, flows, system, principalOf }: Drive, ticket: TicketRow) {
  const requestId = `sample:${ticket.id}`
  const values = { ...filedValues(ticket), id: ticket.id, created_at: ticket.created_at }
  await flows.begin(
    { app: app.id, process: 'complaint_handling', entity: 'ticket', record: ticket.id, initiator: null, values, requestId },
    app,
  )
  const [found] = await storage.flows.ofRecord(system, app.id, 'ticket', ticket.id)
  invariant(found, `complaint ${ticket.number} has a process`)
  const instance = found.id
  return {
    /** The holder of the open task of this group, or of the handler when there is no group, completes it. */
    async complete(
      group: 'tech' | 'finance' | undefined,
      outcome: string,
      opinion: string | undefined,
      typed: RecordValues,
    ): Promise<void> {
      const { state } = await flows.inspect(instance)
      const task = Object.values(state.tasks).find((one) => one.status === 'open' && one.group === group)
      invariant(task, `complaint ${ticket.number} has an open task of ${group ?? 'its handler'}`)
      // Everybody takes turns, by the ticket's own id.
      const actor = task.assignee ?? task.candidates[Number.parseInt(ticket.id.slice(-4), 16) % task.candidates.length]
      invariant(actor, `somebody holds the task ${task.id}`)
      const said = opinion ? { opinion } : {}
      const command: FlowCommand = {
        type: 'complete-task',
        requestId: `${requestId}:${task.id}`,
        task: task.id,
        actor,
        outcome,
        ...said,
        values: typed,
      }
      await flows.advance({ instance, command, principal: await principalOf(actor) }, { task: task.id, values: typed })
    },

    /** The customer follows the link and confirms. */
    async confirm(): Promise<void> {
      const { state } = await flows.inspect(instance)
      const element = Object.values(state.elements).find(({ node }) => node === 'confirm')
      invariant(element, `complaint ${ticket.number} waits for its customer`)
      const { rows } = await db.pool.query<{ id: string }>('select id from tangram.link where instance = $1 and element = $2', [
        instance,
        element.id,
      ])
      const command: FlowCommand = { type: 'answer-link', requestId: `${requestId}:confirm`, element: element.id, outcome: 'confirmed' }
      await flows.advance({ instance, command, principal: system }, { link: rows[0]?.id })
    },
  }
}
