import { type ChildProcess, fork } from 'node:child_process'
import { createWriteStream, openAsBlob, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { type AppDocument, defaultPlatform } from '@tangram/app-model'
import { emptyCollection, type FieldDocument, type JsonObject } from '@tangram/data-model'
import { connect, createStorage, migrateSystem } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import { writeXlsx } from '@tangram/workbook'
import { makeLongXls } from '@tangram/workbook/testing'
import type { BenchResult } from '../result.ts'

const rows = Number(process.env.BENCH_ROWS ?? 50_000)
const columns = 200
/** The most that an .xls may hold: 2,000,000 cells with the headings. */
const oldColumns = 50
const oldRows = Math.min(rows, 39_999)
/** Above what the server takes idle. */
const limitMb = 400
const system = { kind: 'system', cause: 'bench', zone: 'Asia/Shanghai', locale: 'en' } as const

/**
 * A workbook of 50,000 rows and 200 columns, and before it an .xls of 2,000,000 cells: how long until its columns are recognised, until its rows are records (checked, logged), how
 * much memory the server takes above idle, and how long others wait meanwhile.
 */
export async function bench(): Promise<BenchResult> {
  const dataDir = dataFolder('tangram-bench-')
  const db = await connect({ dataDir, poolSize: 4 })
  let server: ChildProcess | undefined
  try {
    const file = path.join(dataDir, 'wide.xlsx')
    await pipeline(writeXlsx(table(columns, rows)), createWriteStream(file))
    const oldFile = path.join(dataDir, 'old.xls')
    writeFileSync(oldFile, makeLongXls(table(oldColumns, oldRows)))
    const fileMb = statSync(file).size / 1e6
    console.log(`› ${rows} rows × ${columns} columns, ${Math.round(fileMb)} MB`)
    const person = await furnish(db, dataDir)
    const env = { ...process.env, DATABASE_URL: db.url, TANGRAM_DATA: dataDir, PORT: '0', LOG_LEVEL: 'error' }
    server = fork(path.join(import.meta.dirname, 'import-server.ts'), [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const url = await told<string>(server, 'ready')
    const call = await signIn(url, person)
    const idle = await waits(call, 5_000)
    const idleRss = await memoryOf(server)

    const given: Given = { call, server, idleRss }
    const old = await measured(given, oldFile, 'old', oldColumns, oldRows)
    console.log(`› .xls of ${oldRows * oldColumns} cells: ${JSON.stringify(old)}`)
    const wide = await measured(given, file, 'wide', columns, rows)
    const figures = {
      rows,
      columns,
      fileMb: round(fileMb),
      ...wide,
      rowsPerSecond: Math.round(rows / wide.writeSeconds),
      idleMb: round(idleRss / 1e6),
      othersP99IdleMs: p99(idle),
      xlsCells: (oldRows + 1) * oldColumns,
      ...Object.fromEntries(Object.entries(old).map(([name, value]) => [`xls${name.charAt(0).toUpperCase()}${name.slice(1)}`, value])),
    }
    return { ratios: { memoryVsLimit: round(Math.max(wide.peakMbAboveIdle, old.peakMbAboveIdle) / limitMb) }, figures }
  } finally {
    if (server && server.exitCode === null) {
      const gone = new Promise((resolve) => server?.once('exit', resolve))
      server.kill('SIGTERM')
      await gone
    }
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Given = { call: Call; server: ChildProcess; idleRss: number }

/** One file on its way in: how long, how much memory above idle, how long others wait meanwhile. */
async function measured({ call, server, idleRss }: Given, file: string, entity: string, width: number, count: number) {
  const over = new AbortController()
  const memory = watchMemory(server, over.signal)
  const others = waitsUntil(call, over.signal)
  // Told when it is waited for; what ends the bench earlier says more.
  others.catch(() => undefined)
  memory.catch(() => undefined)
  const begun = performance.now()
  const body = new FormData()
  body.append('file', await openAsBlob(file), path.basename(file))
  const { id } = await call('POST', '/imports', body)
  const { tables, error } = await until(call, id)
  if (!tables) throw new Error(`the file was not read: ${JSON.stringify(error)}`)
  const recognised = performance.now()
  console.log(`› recognised after ${seconds(recognised - begun)} s`)
  const plan = fields.slice(0, width).map((field, column) => ({ column, field: field.id }))
  await call('POST', `/imports/${id}/start`, {
    mode: 'write',
    app: 'bench',
    steps: [{ table: tables[0]?.name, entity, columns: plan, key: 'f0' }],
  })
  const done = await until(call, id)
  const written = performance.now()
  over.abort()
  const peakMb = ((await memory) - idleRss) / 1e6
  const meanwhile = await others
  const created = done.counts?.[0]?.created
  if (created !== count) throw new Error(`${created} of ${count} rows were imported: ${JSON.stringify(done.error ?? done.counts)}`)
  return {
    recogniseSeconds: seconds(recognised - begun),
    writeSeconds: seconds(written - recognised),
    totalSeconds: seconds(written - begun),
    peakMbAboveIdle: round(peakMb),
    othersP99Ms: p99(meanwhile),
  }
}

const seconds = (ms: number) => Math.round(ms / 100) / 10
const round = (value: number) => Math.round(value * 100) / 100
const p99 = (waits: readonly number[]) => round([...waits].sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN)

const kinds = ['text', 'number', 'select', 'integer', 'date'] as const
const choices = Array.from({ length: 7 }, (_, i) => ({ id: `c${i}`, label: { 'zh-CN': `选项 ${i}` } }))
const fields = Array.from({ length: columns }, (_, i): FieldDocument => {
  const type = i === 0 ? 'text' : (kinds[i % kinds.length] ?? 'text')
  const config: JsonObject = type === 'select' ? { options: choices } : type === 'number' ? { decimals: 2 } : {}
  return { id: `f${i}`, type, label: { 'zh-CN': `列 ${i}` }, config, ...(i === 0 ? { unique: true, required: true } : {}) }
})

function* table(width: number, count: number): Generator<(string | number)[]> {
  const shown = fields.slice(0, width)
  yield shown.map(({ label }) => label['zh-CN'] ?? '')
  for (let row = 0; row < count; row++)
    yield shown.map(({ type }, i) => {
      if (i === 0) return `K${row}`
      if (type === 'number') return ((row * 7 + i) % 9973) + 0.25
      if (type === 'select') return `选项 ${(row + i) % 7}`
      if (type === 'integer') return row * 3 + i
      if (type === 'date') return `2026-0${1 + ((row + i) % 9)}-1${row % 10}`
      return `第 ${row} 行的说明 ${i}`
    })
}

async function furnish(db: Awaited<ReturnType<typeof connect>>, dataDir: string): Promise<string> {
  await migrateSystem(db)
  const storage = await createStorage({
    db,
    platform: defaultPlatform,
    zone: 'Asia/Shanghai',
    fileDir: path.join(dataDir, 'files'),
    secret: 'b'.repeat(20) + 'ench-only-0123456789',
  })
  const items = Object.fromEntries(fields.map((field) => [field.id, field]))
  const entities = [
    { id: 'wide', label: { en: 'Wide' }, title: 'f0', fields: { order: fields.map(({ id }) => id), items } },
    {
      id: 'old',
      label: { en: 'Old' },
      title: 'f0',
      fields: {
        order: fields.slice(0, oldColumns).map(({ id }) => id),
        items: Object.fromEntries(Object.entries(items).slice(0, oldColumns)),
      },
    },
    {
      id: 'other',
      label: { en: 'Other' },
      title: 'f0',
      fields: { order: ['f0'], items: { f0: { ...fields[0], unique: false } as FieldDocument } },
    },
  ]
  const document: AppDocument = {
    format: 1,
    id: 'bench',
    label: { en: 'Bench' },
    entities: { order: ['wide', 'old', 'other'], items: Object.fromEntries(entities.map((entity) => [entity.id, entity])) },
    forms: emptyCollection(),
    processes: emptyCollection(),
    rules: emptyCollection(),
    reports: emptyCollection(),
    dashboards: emptyCollection(),
    views: emptyCollection(),
    access: { roles: emptyCollection() },
  }
  await storage.apps.create(system, document)
  await storage.apps.publish(system, 'bench')
  for (let n = 0; n < 100; n++) await storage.records(system).create('bench', 'other', { f0: `Record ${n}` })
  const { id } = await storage.people.create(system, { login: 'bench', name: 'Bench', sample: true, admin: true })
  await storage.close()
  return id
}

function told<T>(server: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const hear = (message: { [name: string]: T }) => {
      if (!(name in message)) return
      server.off('message', hear as never)
      resolve(message[name] as T)
    }
    server.on('message', hear as never)
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

function memoryOf(server: ChildProcess): Promise<number> {
  const answer = told<number>(server, 'rss')
  server.send('rss')
  return answer
}

async function watchMemory(server: ChildProcess, signal: AbortSignal): Promise<number> {
  let peak = 0
  server.setMaxListeners(0)
  server.on('message', (message: { rss?: number }) => {
    peak = Math.max(peak, message.rss ?? 0)
  })
  while (!signal.aborted) {
    server.send('rss')
    await setTimeout(100)
  }
  return peak
}

type Call = (method: string, url: string, body?: unknown) => Promise<Answer>
// What the API answers, as far as this file looks into it.
type Answer = {
  id: string
  csrf: string
  state: string
  tables: { name: string }[] | null
  counts?: { created: number }[]
  error?: unknown
}

async function signIn(url: string, person: string): Promise<Call> {
  const jar = new Map<string, string>()
  let csrf = ''
  const call: Call = async (method, where, body) => {
    const answer = await fetch(`${url}/api/v1${where}`, {
      method,
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': csrf,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    if (!answer.ok) throw new Error(`${where} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  csrf = (await call('GET', '/session')).csrf
  await call('POST', '/trial/session', { person })
  csrf = (await call('GET', '/session')).csrf
  return call
}

async function until(call: Call, id: string): Promise<Answer> {
  for (;;) {
    const one = await call('GET', `/imports/${id}`)
    if (['read', 'done', 'failed', 'cancelled'].includes(one.state)) return one
    await setTimeout(250)
  }
}

/** How long one list of another table takes, asked again and again by four people who pause between. */
async function waits(call: Call, forMs: number): Promise<number[]> {
  const over = new AbortController()
  const all = waitsUntil(call, over.signal)
  await setTimeout(forMs)
  over.abort()
  return all
}

async function waitsUntil(call: Call, signal: AbortSignal): Promise<number[]> {
  const all: number[] = []
  const one = async () => {
    while (!signal.aborted) {
      const begun = performance.now()
      await call('GET', '/apps/bench/entities/other/records?limit=25')
      all.push(performance.now() - begun)
      await setTimeout(50)
    }
  }
  await Promise.all([one(), one(), one(), one()])
  return all
}
