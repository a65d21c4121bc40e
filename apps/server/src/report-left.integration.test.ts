import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, openDesk } from './testing/open-desk.ts'

let desk: Desk
let manager: Caller

/** A desk where each row of the tickets takes a minute to read. */
beforeAll(async () => {
  desk = await openDesk({ workers: false })
  manager = await desk.as('lin_yue')
  await desk.query('alter table service_desk.ticket rename to ticket_really')
  await desk.query('create view service_desk.ticket as select * from service_desk.ticket_really where pg_sleep(60) is not null')
})
afterAll(() => desk.close())

const running = async () => {
  const { rows } = await desk.query<{ n: number }>(
    `select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
  )
  return rows[0]?.n ?? 0
}

/** Asks over a real connection, as a browser does. */
const ask = (path: string, body: object, signal: AbortSignal) =>
  fetch(`${desk.server.url}/api/v1/apps/service_desk/${path}`, {
    method: 'POST',
    headers: { cookie: manager.cookie, 'x-csrf-token': manager.csrf, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })

describe('a reader who leaves while a report is read', () => {
  it.each([
    ['a report', 'reports/trend/run', {}],
    ['the records behind a mark', 'reports/problem_types/drill', { cell: {} }],
    ['a dashboard', 'dashboards/service_efficiency/run', {}],
  ])('leaves nothing running in PostgreSQL: %s', async (_, path, body) => {
    const reader = new AbortController()
    const asked = expect(ask(path, body, reader.signal)).rejects.toThrow('aborted')
    await expect.poll(running, { timeout: 5_000, interval: 20 }).toBeGreaterThan(0)
    reader.abort()
    await asked
    await expect.poll(running, { timeout: 1_000, interval: 20 }).toBe(0)
  })
})
