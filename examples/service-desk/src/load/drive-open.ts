import type { Principal, SystemPrincipal } from '@tangram/access'
import type { Instant, RecordValues } from '@tangram/data-model'
import { invariant } from '@tangram/data-model'
import type { FlowCommand, InstanceState } from '@tangram/flow-engine'
import type { PublishedApp, Storage } from '@tangram/storage'
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
  ): Promise<void>
  advance(
    step: { instance: string; command: FlowCommand; principal: Principal },
    more?: { task?: string; values?: RecordValues },
  ): Promise<void>
  inspect(instance: string): Promise<{ state: InstanceState }>
}

export type Drive = {
  app: PublishedApp
  storage: Storage
  flows: FlowDriver
  system: SystemPrincipal
  now: Instant
  /** Sets the clock that `storage` and `flows` go by. */
  setClock(at: Instant): void
}

const agreed = { tech: '方案可行，同意。', finance: '费用合理，同意。' }

/** Leads a filed complaint through the process as far as its row says: the tasks, links and opinions are those of the real engine. */
export async function driveOpen(drive: Drive, ticket: TicketRow): Promise<void> {
  const { app, storage, flows, system } = drive
  const created = Date.parse(ticket.created_at)
  const now = Date.parse(drive.now)
  const at = (moment: number) => drive.setClock(new Date(Math.min(moment, now)).toISOString())

  at(created + 2_000)
  const values = { ...filedValues(ticket), id: ticket.id, created_at: ticket.created_at }
  const requestId = `sample:${ticket.id}`
  await flows.begin(
    { app: app.id, process: 'complaint_handling', entity: 'ticket', record: ticket.id, initiator: null, values, requestId },
    app,
  )
  const [found] = await storage.flows.ofRecord(system, app.id, 'ticket', ticket.id)
  invariant(found, `complaint ${ticket.number} has a process`)
  const instance = found.id

  /** The holder of the open task of this group, or of the handler, completes it. */
  const complete = async (group: string | undefined, outcome: string, opinion: string | undefined, typed: RecordValues) => {
    const { state } = await flows.inspect(instance)
    const task = Object.values(state.tasks).find((one) => one.status === 'open' && one.group === group)
    invariant(task, `complaint ${ticket.number} has an open task of ${group ?? 'its handler'}`)
    // Everybody takes turns, by the ticket's own id.
    const actor = task.assignee ?? task.candidates[Number.parseInt(ticket.id.slice(-4), 16) % task.candidates.length]
    invariant(actor, 'somebody holds every task')
    const command: FlowCommand = {
      type: 'complete-task',
      requestId: `${requestId}:${task.id}`,
      task: task.id,
      actor,
      outcome,
      ...(opinion ? { opinion } : {}),
      values: typed,
    }
    await flows.advance({ instance, command, principal: await storage.people.principalOf(actor) }, { task: task.id, values: typed })
  }

  if (ticket.status === 'handling') return
  const handled = Math.max(created + 60_000, Date.parse(ticket.first_response_at ?? drive.now))
  at(handled)
  await complete(undefined, 'done', undefined, { solution: ticket.solution })
  const left = (now - handled) / hourMs
  // In half of those that wait for both signatures the engineer has given the first.
  if (ticket.status === 'countersign' && Number.parseInt(ticket.id.slice(-1), 16) % 2) return
  at(handled + 0.3 * left * hourMs)
  await complete('tech', 'approved', agreed.tech, {})
  if (ticket.status !== 'confirming') return
  at(handled + 0.5 * left * hourMs)
  await complete('finance', 'approved', agreed.finance, { internal_cost: ticket.internal_cost })
}
