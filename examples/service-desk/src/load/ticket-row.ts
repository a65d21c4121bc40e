import type { RecordValues } from '@tangram/data-model'
import type { TicketRow } from '../data/tickets.ts'
import type { BulkRow } from './bulk-insert.ts'

/** A complaint as its customer filed it. */
export function filedValues(ticket: TicketRow): RecordValues {
  const { number, customer_name, phone, product, problem_type, urgency, description, customer } = ticket
  return { number, customer_name, phone, product, problem_type, urgency, description, customer, status: 'new' }
}

/** A complaint with its change log, from the day it was filed to its end. */
export function closedRow(ticket: TicketRow): BulkRow {
  const { id, created_at: createdAt, resolved_at: end, status, team, assignee, solution, internal_cost, due_at } = ticket
  const { first_response_at, csat, csat_comment, total_minutes } = ticket
  const handling = { status, team, assignee, solution, internal_cost, due_at, first_response_at }
  const values = { ...handling, resolved_at: end, csat, csat_comment, total_minutes }
  return { id, createdAt, filed: filedValues(ticket), ...(end === null ? {} : { changed: { at: end, by: assignee, values } }) }
}

/** A complaint as it was filed: the process takes it from there. */
export function filedRow(ticket: TicketRow): BulkRow {
  return { id: ticket.id, createdAt: ticket.created_at, filed: filedValues(ticket) }
}
