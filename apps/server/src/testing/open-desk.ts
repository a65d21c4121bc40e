import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@tangram/storage/testing'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { ServerConfig } from '../config.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { asSystem } from '../system-principal.ts'
import { testConfig } from './test-config.ts'

export type Desk = {
  server: RunningServer
  /** A second process on the same database, as far as one can be had in a test. */
  another(more?: Partial<ServerConfig>): Promise<RunningServer>
  /** Somebody signed in; `login` is one of the sample people. */
  as(login: string, on?: RunningServer): Promise<Caller>
  nobody(on?: RunningServer): Caller
  /** The same person with the same cookie, asking another process. */
  at(on: RunningServer, person: Caller): Caller
  /** Values of a complaint that can be saved. */
  complaint(more?: Json): Promise<Json>
  dataDir: string
  /** The database itself, for what no route tells. */
  query: Awaited<ReturnType<typeof testDatabase>>['pool']['query']
  close(): Promise<void>
}

export type Caller = {
  id: string
  cookie: string
  csrf: string
  send(method: InjectOptions['method'], url: string, body?: unknown, headers?: { [name: string]: string }): Promise<LightMyRequestResponse>
  get<T = Json>(url: string): Promise<T>
  /** Sends and expects success. */
  post<T = Json>(url: string, body?: unknown, headers?: { [name: string]: string }): Promise<T>
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
export type Json = any

/** A server over a database of its own, with the service desk and some complaints. */
export async function openDesk(more: Partial<ServerConfig> = {}): Promise<Desk> {
  const db = await testDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'tangram-server-'))
  const config = testConfig(dataDir, { databaseUrl: db.url, sample: true, sampleSize: { tickets: 80, customers: 20 }, ...more })
  const server = await startServer(config)
  const others: RunningServer[] = []

  const callerOf = (on: RunningServer, id: string, cookie: string, csrf: string): Caller => {
    const send: Caller['send'] = (method, url, body, headers = {}) =>
      on.app.inject({
        method: method ?? 'GET',
        url,
        headers: {
          'accept-language': 'en',
          ...(cookie ? { cookie, 'x-csrf-token': csrf } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
    const ok = (answer: LightMyRequestResponse) => {
      if (answer.statusCode >= 300) throw new Error(`${answer.statusCode} ${answer.body}`)
      return answer.json()
    }
    return {
      id,
      cookie,
      csrf,
      send,
      get: async (url) => ok(await send('GET', url)),
      post: async (url, body, headers) => ok(await send('POST', url, body ?? {}, headers)),
    }
  }
  return {
    server,
    dataDir,
    query: db.pool.query.bind(db.pool),
    async another(changes = {}) {
      const other = await startServer({ ...config, sample: false, ...changes })
      others.push(other)
      return other
    },
    async as(login, on = server) {
      const person = (await on.storage.people.find(asSystem('test'), { limit: 200 })).find((one) => one.login === login)
      if (!person) throw new Error(`no sample person ${login}`)
      const session = await on.storage.sessions.create(person.id, {})
      return callerOf(on, person.id, `tangram=${session.token}`, session.csrf)
    },
    at: (on, { id, cookie, csrf }) => callerOf(on, id, cookie, csrf),
    async complaint(more = {}) {
      const [product] = await server.storage.records(asSystem('test')).options('service_desk', 'product', { limit: 1 })
      const typed = { customer_name: '王小明', phone: '13800138000', problem_type: 'other', urgency: 'low', description: 'x' }
      return { ...typed, product: product?.id, ...more }
    },
    nobody: (on = server) => callerOf(on, '', '', ''),
    async close() {
      for (const one of [...others, server]) await one.close()
      await db.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Waits until the check gives something true; its last failure is the error. */
export async function until<T>(check: () => Promise<T | undefined | null | false>, withinMs = 20_000): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await check()
    if (found) return found
    if (performance.now() > end) throw new Error(`nothing came within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
