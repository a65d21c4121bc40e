import type { RecordValues } from '@tangram/data-model'
import type { TicketRow } from '../data/tickets.ts'
import type { BulkRow } from './bulk-insert.ts'

/** A complaint as its customer filed it. */
export function filedValues(ticket: TicketRow): RecordValues {
  const { number, customer_name, phone, product, problem_type, urgency, description, customer } = ticket
  return { number, customer_name, phone, product, problem_type, urgency, description, customer, status: 'new' }
}

/** A complaint with its change log. One that is open stands as it was filed: the process takes it from there. */
export function ticketRow(ticket: TicketRow): BulkRow {
  const { id, created_at: createdAt, resolved_at: end } = ticket
  const filed = filedValues(ticket)
  if (end === null) return { id, createdAt, filed }
  const { id: _, created_at: __, ...values } = ticket
  return { id, createdAt, filed, changed: { at: end, by: ticket.assignee, values } }
}
