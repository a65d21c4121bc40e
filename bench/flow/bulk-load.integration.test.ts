import { rmSync } from 'node:fs'
import path from 'node:path'
import { apply, type FlowEvent, initialState } from '@tangram/flow-engine'
import { configFromEnvironment, type RunningServer, startServer } from '@tangram/server'
import { dataFolder, testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { signIn } from '../sign-in.ts'
import { bulkLoad } from './bulk-load.ts'
import { type BenchApp, openBenchApp } from './open-bench-app.ts'

type Row = { [column: string]: unknown }
type Tables = { [table: string]: Row[] }

let db: Awaited<ReturnType<typeof testDatabase>>
let server: RunningServer
let app: BenchApp
const dataDir = dataFolder('tangram-bulk-load-')

beforeAll(async () => {
  db = await testDatabase()
  const environment = { TANGRAM_DATA: dataDir, LOG_LEVEL: 'silent', PORT: '0' }
  const config = configFromEnvironment(['--trial'], environment)
  server = await startServer({ ...config, databaseUrl: db.url, sample: false, plugIns: [path.join(import.meta.dirname, 'plug-in')] })
  app = await openBenchApp(server, 'http://127.0.0.1:9/')
})
afterAll(async () => {
  await server.close()
  await db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Sessions come with signing in; whatever the audit holds by then is sealed every second, whoever is at work. */
const notOfProcesses = ['session', 'audit_chain', 'audit_seal']

/** What processes leave behind is looked for everywhere else. */
async function everything(): Promise<Tables> {
  const { rows: names } = await db.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'tangram' and table_type = 'BASE TABLE' and table_name <> all ($1) order by 1`,
    [notOfProcesses],
  )
  const tables: Tables = {}
  for (const { name } of names) {
    const { rows } = await db.pool.query<{ row: Row }>(`select to_jsonb(x) as row from tangram.${name} x`)
    tables[name] = rows.map(({ row }) => row)
  }
  return tables
}

/** The rows that came while something was done. */
async function left(behind: () => Promise<unknown>): Promise<Tables> {
  const before = await everything()
  await behind()
  const after = await everything()
  const added = Object.entries(after).map(([table, rows]) => {
    const known = new Set((before[table] ?? []).map((row) => JSON.stringify(row)))
    return [table, rows.filter((row) => !known.has(JSON.stringify(row)))] as const
  })
  return Object.fromEntries(added.filter(([, rows]) => rows.length > 0))
}

/** One instance, by the engine, to its end: nothing of it is under way any more. */
async function runOne(process: string): Promise<void> {
  await app.begin(process)
  await app.completeAll(1)
  const { pool } = db
  const left = `select (select count(*) from tangram.flow_instance where status = 'running') + (select count(*) from tangram.job where kind like 'flow.%') as n`
  await vi.waitFor(async () => expect(Number((await pool.query<{ n: string }>(left)).rows[0]?.n)).toBe(0), { timeout: 20_000 })
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/

/**
 * Rows that can be compared: ids that only they have are numbered in the order they occur, moments and measured times are no more than
 * there or not. Everything else stays as it is.
 */
function comparable(tables: Tables, shared: ReadonlySet<string>): Tables {
  const blank = (value: unknown, idOf: (id: string) => string, name = ''): unknown => {
    if (typeof value === 'string') return time.test(value) ? 'a moment' : value.replace(uuids, (id) => (shared.has(id) ? id : idOf(id)))
    if (typeof value === 'number') return /(_ms|Ms)$/.test(name) ? 'a while' : value
    if (Array.isArray(value)) return value.map((each) => blank(each, idOf))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, each]) => [
      key,
      each,
      JSON.stringify([key, blank(each, () => '#', key)]).replace(uuids, '#'),
    ])
    entries.sort(([, , a], [, , b]) => (String(a) < String(b) ? -1 : 1))
    return Object.fromEntries(entries.map(([key, each]) => [blank(key, idOf), blank(each, idOf, String(key))]))
  }
  const numbers = new Map<string, string>()
  const numbered = (id: string) => {
    const number = numbers.get(id) ?? `#${numbers.size + 1}`
    numbers.set(id, number)
    return number
  }
  const inOrder = (rows: Row[]) => rows.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
  const textOf = (row: Row) => JSON.stringify(blank(row, () => '#'))
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, inOrder(rows).map((row) => blank(row, numbered) as Row)]))
}

const idsOf = (tables: Tables) => new Set(JSON.stringify(tables).match(uuids))
const instanceIn = (tables: Tables) => String(tables.flow_instance?.[0]?.id)

describe.each(['one_job', 'user_task'])('instances of %s that are loaded', (process) => {
  let before: Set<string>
  let template: Tables
  let written: Tables
  let loaded: Tables

  beforeAll(async () => {
    await runOne(process)
    before = idsOf(await everything())
    template = await left(() => runOne(process))
    written = await left(() => runOne(process))
    loaded = await left(() => bulkLoad(db.pool, instanceIn(template), 1))
  })

  it('leave the rows that the engine writes, column by column', () => {
    expect(Object.keys(written)).toEqual(expect.arrayContaining(['activity', 'flow_event', 'flow_instance']))
    expect(comparable(loaded, before)).toEqual(comparable(written, before))
  })

  it('would differ by any column that were not filled, or not as the engine does', () => {
    const expected = JSON.stringify(comparable(written, before))
    const unnoticed: string[] = []
    for (const [table, rows] of Object.entries(loaded))
      for (const [index, row] of rows.entries())
        for (const [column, value] of Object.entries(row)) {
          const changed = rows.with(index, { ...row, [column]: value === null ? 'something' : null })
          if (JSON.stringify(comparable({ ...loaded, [table]: changed }, before)) === expected) unnoticed.push(`${table}.${column}`)
        }
    expect(unnoticed).toEqual([])
  })

  it('share no id with the instance they are made of', () => {
    const ids = idsOf(loaded)
    const requests = idsOf({ state: template.flow_instance?.map(({ state }) => ({ requests: (state as Row).requests })) ?? [] })
    expect([...idsOf(template)].filter((id) => ids.has(id) && !before.has(id) && !requests.has(id))).toEqual([])
  })

  it('are read like others: their steps, events and tasks', async () => {
    const { cookie } = await signIn(server.url, app.clerk)
    const read = async (url: string) => {
      const answer = await fetch(`${server.url}/api/v1${url}`, { headers: { cookie } })
      expect(answer.status).toBe(200)
      return (await answer.json()) as Row
    }
    const [ours, theirs] = await Promise.all([loaded, written].map((tables) => read(`/instances/${instanceIn(tables)}`)))
    expect(comparable({ all: [ours as Row] }, before)).toEqual(comparable({ all: [theirs as Row] }, before))
    expect(ours?.visits).not.toEqual([])

    const system = { kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' } as const
    const instance = instanceIn(loaded)
    const events = await server.storage.flows.events(system, instance)
    const { state } = await server.storage.flows.load(system, instance)
    const replayed = events.map(({ event }) => event as FlowEvent).reduce(apply, initialState())
    expect(JSON.parse(JSON.stringify(replayed))).toEqual(state)

    const done = (await read('/tasks?status=done&limit=200')) as { tasks: Row[] }
    const expected = (loaded.task ?? []).map(({ id }) => id)
    expect(done.tasks.map(({ id }) => id)).toEqual(expect.arrayContaining(expected))
  })
})
