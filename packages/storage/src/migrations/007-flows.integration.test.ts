import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'
import { organisation } from './001-organisation.ts'
import { tidying } from './002-tidying.ts'
import { operations } from './003-operations.ts'
import { uploads } from './004-uploads.ts'
import { imports } from './005-imports.ts'
import { links } from './005-links.ts'
import { drafts } from './006-drafts.ts'
import { migrateSystem } from './migrate-system.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
const instance = randomUUID()
const person = randomUUID()
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 8, minutes)).toISOString()
const kinds = ['command.accepted', 'instance.started', 'element.entered', 'command.accepted', 'element.left', 'instance.ended']

beforeAll(async () => {
  db = await testDatabase()
  const before = { '001-organisation': organisation, '002-tidying': tidying, '003-operations': operations, '004-uploads': uploads }
  const steps = { ...before, '005-links': links, '005-imports': imports, '006-drafts': drafts }
  await db.pool.query(
    'drop schema tangram cascade; create schema tangram; create table tangram.migration (name text primary key, applied_at timestamptz(3) default now())',
  )
  for (const [name, sql] of Object.entries(steps)) {
    await db.pool.query(sql)
    await db.pool.query('insert into tangram.migration (name) values ($1)', [name])
  }
  await db.pool.query(`insert into tangram.person (id, name) values ($1, 'Ann')`, [person])
  await db.pool.query(
    `insert into tangram.flow_instance (id, app, app_version, process, entity, record, start_request, status, started_at, revision, state)
     values ($1, 'desk', 1, 'repair', 'ticket', uuidv7(), 'r', 'ended', $2, 2, '{}')`,
    [instance, at(0)],
  )
  for (const [i, type] of kinds.entries()) {
    const event = JSON.stringify({ at: at(i), type })
    await db.pool.query('insert into tangram.flow_event (instance, seq, at, event) values ($1, $2, $3, $4)', [
      instance,
      i + 1,
      at(i),
      event,
    ])
  }
  await db.pool.query(
    `insert into tangram.task (id, instance, app, entity, record, element, node, process_label, label, kind, candidates, assignee, outcomes, fields, status, opened_at, closed_at, closed_by)
     values (uuidv7(), $1, 'desk', 'ticket', uuidv7(), 'e', 'work', '{}', '{}', 'handle', array[$2::uuid], null, '[]', '{}', 'done', $3, $4, $2)`,
    [instance, person, at(0), at(30)],
  )
  await db.pool.query(
    `insert into tangram.incident (job, kind, payload, error, attempts, at) values (uuidv7(), 'flow.timer', jsonb_build_object('instance', $1::text), 'no', 8, $2)`,
    [instance, at(1)],
  )
  await migrateSystem(db)
  storage = await openStorage(db)
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

it('keeps every event of instances that ran before, in order, the decisions told apart', async () => {
  const events = await storage.flows.events(system, instance)
  expect(events.map(({ seq, at, event }) => [seq, at, event.type])).toEqual(kinds.map((type, i) => [i + 1, at(i), type]))
  const { rows } = await db.pool.query('select revision, jsonb_array_length(events) as n from tangram.flow_event order by revision')
  expect(rows).toEqual([
    { revision: 1, n: 3 },
    { revision: 2, n: 3 },
  ])
})

it('knows the process of old tasks, how long they lay in the pool, and the instance of old incidents', async () => {
  const { rows } = await db.pool.query('select process, queued_ms from tangram.task')
  expect(rows).toEqual([{ process: 'repair', queued_ms: 1_800_000 }])
  expect((await db.pool.query('select instance from tangram.incident')).rows).toEqual([{ instance }])
})
