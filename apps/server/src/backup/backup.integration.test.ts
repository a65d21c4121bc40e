import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, migrateSystem, openBackup, restoreBackup } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../start-server.ts'
import { asSystem } from '../system-principal.ts'
import { type Caller, type Desk, type Json, openDesk, until } from '../testing/open-desk.ts'
import { testConfig } from '../testing/test-config.ts'
import { upload } from '../testing/upload.ts'
import { backUp } from './back-up.ts'
import { folderPlace } from './folder-place.ts'

const passphrase = 'seven clever boards'
const root = mkdtempSync(join(tmpdir(), 'tangram-backup-'))
const fixture = join(import.meta.dirname, 'fixture')
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const noon = '2026-11-23T12:00:00.000Z'
const databases: Database[] = []
const servers: RunningServer[] = []
let desk: Desk
let source: Database

beforeAll(async () => {
  desk = await openDesk({ workers: false })
  source = await connect({ databaseUrl: urlOf(await nameOf()), poolSize: 2 })
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await source.close()
  for (const db of databases) await db.close()
  await desk.close()
  rmSync(root, { recursive: true, force: true })
})

async function nameOf(): Promise<string> {
  return (await desk.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? ''
}
function urlOf(database: string): string {
  const url = new URL(process.env.TANGRAM_TEST_URL ?? '')
  url.pathname = `/${database}`
  return url.href
}

const secretOf = (dataDir: string) => readFileSync(join(dataDir, 'secret'), 'utf8').trim()
const given = () => ({ db: source, fileDir: join(desk.dataDir, 'files'), secret: secretOf(desk.dataDir), passphrase, release: '0.1.0' })

async function emptyDatabase(): Promise<Database> {
  const db = await testDatabase()
  databases.push(db)
  await db.pool.query('drop schema tangram cascade')
  return db
}

/** A data directory under the same secret, as the operator sets it up on the other machine. */
function newMachine(name: string): string {
  const dataDir = join(root, name)
  mkdirSync(dataDir)
  cpSync(join(desk.dataDir, 'secret'), join(dataDir, 'secret'))
  return dataDir
}

async function restored(folder: string, name: string, dataDir: string, db: Database): Promise<void> {
  const store = folderPlace(folder).open(name)
  await restoreBackup(store, await openBackup(store, passphrase), { db, fileDir: join(dataDir, 'files'), secret: secretOf(desk.dataDir) })
}

/** Rows of each table and a digest of them, whatever their order; columns with their types, indexes, constraints, triggers, functions. */
async function everythingIn({ pool }: Database): Promise<{ [what: string]: unknown }> {
  const list = async (text: string) => (await pool.query<{ line: string }>(text)).rows.map(({ line }) => line)
  const tables = await list(
    `select format('%I.%I', schemaname, tablename) as line from pg_tables where schemaname in ('tangram', 'service_desk') order by 1`,
  )
  const rows: { [table: string]: string | undefined } = {}
  for (const table of tables) {
    const own: { [table: string]: string } = {
      'tangram.file': `where state = 'attached'`,
      'tangram.session': 'where false',
      'tangram.see_as': 'where false',
      'tangram.attempt': 'where false',
    }
    const digest = `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as line from ${table} t ${own[table] ?? ''}`
    rows[table] = (await list(digest))[0]
  }
  const inOurs = `('tangram', 'service_desk')`
  return {
    rows,
    columns: await list(
      `select concat_ws(' ', table_schema, table_name, column_name, udt_name, datetime_precision, column_default, is_nullable) as line
       from information_schema.columns where table_schema in ${inOurs} order by 1`,
    ),
    indexes: await list(`select indexdef as line from pg_indexes where schemaname in ${inOurs} order by 1`),
    constraints: await list(
      `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
       where contype <> 'n' and connamespace::regnamespace::text in ${inOurs} order by 1`,
    ),
    triggers: await list(`select pg_get_triggerdef(oid) as line from pg_trigger where not tgisinternal order by 1`),
    functions: await list(
      `select pg_get_functiondef(oid) as line from pg_proc where pronamespace::regnamespace::text = 'tangram' order by 1`,
    ),
  }
}

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'

async function complain(by: Caller): Promise<string> {
  const token = (await (await desk.as('lin_yue')).get('/api/v1/apps/service_desk')).publicForms.complaint.split('/f/')[1]
  const picture = await upload(desk.server, `/api/v1/public/forms/${token}/files`, png, { name: 'a.png', type: 'image/png' })
  const values = await desk.complaint({ problem_type: 'malfunction', pictures: [picture.json()] })
  return (await by.post(`/api/v1/public/forms/${token}/submissions`, { values, requestId: `r${Math.random()}` })).number
}

async function taskOf(server: RunningServer, number: string): Promise<{ person: Caller; task: Json }> {
  const people = await server.storage.people.find(asSystem('test'), { limit: 200 })
  return until(async () => {
    for (const { login } of people) {
      const person = login ? await desk.as(login, server) : undefined
      const task = person && (await person.get('/api/v1/tasks?limit=200')).tasks.find((one: Json) => one.recordNumber === number)
      if (person && task) return { person, task }
    }
    return undefined
  })
}

describe('a backup of a running installation', () => {
  it('made while people write is one moment: restored elsewhere, the server starts on it, people sign in, a waiting process goes on', async () => {
    const worker = await desk.another({ workers: true })
    const lead = (await worker.storage.people.find(asSystem('test'), { limit: 200 })).find(({ login }) => login === 'lin_yue')
    await worker.storage.people.setPassword(asSystem('test'), lead?.id ?? '', 'correct horse 42')
    const number = await complain(desk.nobody())
    await taskOf(desk.server, number)
    let isDone = false
    const clerk = await desk.as('lin_yue')
    const writing = (async () => {
      let count = 0
      for (; !isDone; count++) await clerk.post(tickets, { values: await desk.complaint() })
      return count
    })()
    await desk.query(
      `insert into tangram.see_as (session, roles, until) select id, '{}', now() + interval '1 hour' from tangram.session limit 1`,
    )
    const folder = join(root, 'running')
    const { name } = await backUp(folderPlace(folder), { ...given(), now: noon })
    isDone = true
    expect(await writing).toBeGreaterThan(0)
    await worker.close()

    const db = await emptyDatabase()
    const dataDir = newMachine('second')
    await restored(folder, name, dataDir, db)
    const { rows } = await db.pool.query<{ apart: number }>(
      `select count(*)::integer as apart from (select record from tangram.change where entity = 'ticket' and kind = 'create') c
       full join service_desk.ticket t on t.id = c.record where c.record is null and t.created_at > now() - interval '10 minutes' or t.id is null`,
    )
    expect(rows[0]?.apart).toBe(0)
    const server = await startServer(testConfig(dataDir, { databaseUrl: db.url }))
    servers.push(server)
    const signedIn = await server.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: 'lin_yue', password: 'correct horse 42' },
    })
    expect(signedIn.statusCode, signedIn.body).toBeLessThan(300)
    // Who looked as somebody else, and every other session, begins anew.
    expect((await desk.query('select from tangram.see_as')).rowCount).toBe(1)
    expect((await db.pool.query('select from tangram.see_as')).rowCount).toBe(0)
    const { person, task } = await taskOf(server, number)
    const { record } = await person.get(`/api/v1/tasks/${task.id}`)
    const picture = record.values.pictures[0]
    expect((await person.send('GET', `/api/v1/files/${picture.id}`)).rawPayload).toEqual(png)
    await person.post(`/api/v1/tasks/${task.id}/complete`, {
      requestId: 'after',
      version: record.version,
      outcome: 'done',
      values: { solution: '更换压缩机' },
    })
    await until(async () => {
      const [process] = await person.get(`${tickets}/${task.record}/process`)
      return process.nodes.filter(({ endedAt, status }: Json) => endedAt || status === 'done').length > 1
    })
    expect((await db.pool.query(`select from tangram.task where record = $1`, [task.record])).rowCount).toBeGreaterThan(1)
    // A number that was given before is not given again.
    const { rows: numbers } = await db.pool.query<{ n: number }>('select count(*) - count(distinct number) as n from service_desk.ticket')
    expect(Number(numbers[0]?.n)).toBe(0)
  })

  it('brings back every table to the row, each with its columns, indexes, keys and triggers, and every attachment', async () => {
    const folder = join(root, 'quiet')
    const { name, manifest } = await backUp(folderPlace(folder), { ...given(), now: noon })
    const db = await emptyDatabase()
    const dataDir = newMachine('third')
    await restored(folder, name, dataDir, db)
    const [was, is] = [await everythingIn(source), await everythingIn(db)]
    expect(is).toEqual(was)
    expect(manifest.files.count).toBeGreaterThan(0)
    const { rows } = await source.pool.query<{ id: string }>(`select id from tangram.file where state = 'attached'`)
    for (const { id } of rows) {
      const [one, two] = [desk.dataDir, dataDir].map((dir) => readFileSync(join(dir, 'files', id.slice(-2), id)))
      expect(two).toEqual(one)
    }
  })

  it('tells which contents of files are missing, and goes on', async () => {
    const { rows } = await source.pool.query<{ id: string }>(`select id from tangram.file where state = 'attached' limit 1`)
    const id = rows[0]?.id ?? ''
    const path = join(desk.dataDir, 'files', id.slice(-2), id)
    const content = readFileSync(path)
    rmSync(path)
    const { manifest } = await backUp(folderPlace(join(root, 'missing')), { ...given(), now: noon })
    writeFileSync(path, content)
    expect(manifest.missing).toEqual([{ id, name: 'a.png' }])
  })

  it('leaves nothing when it is interrupted, and keeps as many as asked', async () => {
    const folder = join(root, 'several')
    const stop = new AbortController()
    const broken = backUp(folderPlace(folder), { ...given(), now: noon, signal: stop.signal, onProgress: () => stop.abort() })
    await expect(broken).rejects.toThrow(/abort/i)
    expect(readdirSync(folder)).toEqual([])
    for (const hour of [10, 11, 12]) await backUp(folderPlace(folder), { ...given(), now: noon.replace('T12', `T${hour}`), keep: 2 })
    expect(readdirSync(folder).sort()).toEqual(['2026-11-23T11-00-00Z', '2026-11-23T12-00-00Z'])
  })
})

describe('a restore refuses', () => {
  const refusal = async (change: (folder: string) => void, phrase = passphrase): Promise<unknown> => {
    const folder = mkdtempSync(join(root, 'changed-'))
    cpSync(join(root, 'quiet'), folder, { recursive: true })
    change(join(folder, '2026-11-23T12-00-00Z'))
    const db = await emptyDatabase()
    const store = folderPlace(folder).open('2026-11-23T12-00-00Z')
    const dataDir = newMachine(folder.slice(root.length + 1).replace('changed', 'machine'))
    const refused = await openBackup(store, phrase)
      .then((opened) => restoreBackup(store, opened, { db, fileDir: join(dataDir, 'files'), secret: secretOf(dataDir) }))
      .then(
        () => 'restored',
        (error: Json) => ({ code: error.code, name: error.params?.name }),
      )
    // Nothing was written, neither rows nor files.
    expect((await db.pool.query(`select from pg_namespace where nspname in ('tangram', 'service_desk')`)).rowCount).toBe(0)
    expect(existsSync(join(dataDir, 'files'))).toBe(false)
    return refused
  }
  const damaged = (name: string) => ({ code: 'storage.backup.damaged', name })
  const flip = (path: string, at: number) => {
    const content = readFileSync(path)
    const position = at < 0 ? content.length + at : at
    content[position] = (content[position] ?? 0) ^ 1
    writeFileSync(path, content)
  }

  it('another passphrase', async () => {
    expect(await refusal(() => {}, 'seven clever board')).toMatchObject({ code: 'storage.backup.wrong-key' })
  })

  it('a part that was altered, cut short or is gone', async () => {
    expect(await refusal((folder) => flip(join(folder, 'part-000001'), 1_000))).toEqual(damaged('part-000001'))
    expect(await refusal((folder) => truncateSync(join(folder, 'part-000001'), 2_000))).toEqual(damaged('part-000001'))
    expect(await refusal((folder) => rmSync(join(folder, 'part-000001')))).toEqual(damaged('part-000001'))
  })

  it('a manifest that was altered, also where it can be read', async () => {
    expect(await refusal((folder) => flip(join(folder, 'manifest'), -1))).toEqual(damaged('manifest'))
    const rename = (folder: string) => {
      const file = join(folder, 'manifest')
      const content = readFileSync(file)
      const at = content.indexOf('"id":"') + 6
      content[at] = content[at] === 65 ? 66 : 65
      writeFileSync(file, content)
    }
    expect(await refusal(rename)).toEqual(damaged('manifest'))
  })

  it('parts of another backup', async () => {
    await backUp(folderPlace(join(root, 'other')), { ...given(), now: noon })
    const other = join(root, 'other/2026-11-23T12-00-00Z/part-000001')
    expect(await refusal((folder) => cpSync(other, join(folder, 'part-000001')))).toEqual(damaged('part-000001'))
  })

  it('a database that has something in it, and one under another secret', async () => {
    const store = folderPlace(join(root, 'quiet')).open('2026-11-23T12-00-00Z')
    const opened = await openBackup(store, passphrase)
    const into = { fileDir: join(root, 'none'), secret: secretOf(desk.dataDir) }
    await expect(restoreBackup(store, opened, { ...into, db: source })).rejects.toMatchObject({ code: 'storage.backup.in-use' })
    const db = await emptyDatabase()
    await expect(restoreBackup(store, opened, { ...into, db, secret: 'x'.repeat(40) })).rejects.toMatchObject({
      code: 'storage.backup.other-secret',
    })
    await db.pool.query('create schema service_desk')
    await expect(restoreBackup(store, opened, { ...into, db })).rejects.toMatchObject({ code: 'storage.backup.not-empty' })
    await db.pool.query('drop schema service_desk')
    await migrateSystem(db)
    await db.pool.query(`insert into tangram.person (name) values ('A')`)
    await expect(restoreBackup(store, opened, { ...into, db })).rejects.toMatchObject({ code: 'storage.backup.not-empty' })
  })
})

describe('a backup of an earlier release', () => {
  it('is restored as it was and brought to this release', async () => {
    const store = folderPlace(fixture).open('2026-11-23T12-00-00Z')
    const opened = await openBackup(store, passphrase)
    expect(opened.manifest.steps.at(-1)).toBe('011-embeds')
    const db = await emptyDatabase()
    const fileDir = join(root, 'fixture-files')
    const amounts = await restoreBackup(store, opened, { db, fileDir, secret: 'k7Qw9ZtR2mXv4LpB8nHc6JdF3sGy5TaE' })
    expect(amounts.rows).toBe(opened.manifest.tables.reduce((sum, table) => sum + table.rows, 0))
    const { rows } = await db.pool.query('select login, password_hash, password_must_change from tangram.person')
    expect(rows).toEqual([{ login: 'lin_yue', password_hash: 'none', password_must_change: false }])
    const { rows: shape } = await db.pool.query<{ n: number }>(
      `select count(*)::integer as n from information_schema.tables where table_schema = 'tangram' and table_name in ('second_factor', 'see_as')`,
    )
    expect(shape[0]?.n).toBe(2)
    // Retired columns come with what they hold.
    const { rows: kept } = await db.pool.query('select subject, subject_2 from garden.plant')
    expect(kept).toEqual([{ subject: 'Rose\t\\N "玫瑰"\n', subject_2: null }])
    expect(readFileSync(join(fileDir, '01/01920000-0000-7000-8000-000000000001'), 'utf8')).toBe('a rose')
    await expect(db.pool.query('delete from tangram.audit')).rejects.toThrow(/append-only/)
  })
})

describe('the commands', () => {
  const main = join(import.meta.dirname, 'main.ts')
  const start = (args: string[], databaseUrl: string, dataDir: string) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, TANGRAM_DATA: dataDir, TANGRAM_BACKUP_PASSPHRASE: passphrase }
    const child = fork(main, args, { env, silent: true, execArgv: [] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    const ended = once(child, 'exit').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, output }))
    return { child, ended }
  }
  const run = (args: string[], databaseUrl: string, dataDir: string) => start(args, databaseUrl, dataDir).ended

  it('say what they did and did not by their exit codes; killed in the middle, a restore is begun again on an empty database', async () => {
    const folder = join(root, 'commands')
    expect(await run(['backup'], source.url, desk.dataDir)).toMatchObject({ code: 2 })
    expect(await run(['backup', '--to', folder, '--speed', '9'], source.url, desk.dataDir)).toMatchObject({ code: 2 })
    await source.pool.query(
      `insert into tangram.audit (at, actor_kind, action, result, object)
       select now(), 'system', 'test', 'done', repeat(md5(n::text), 12) from generate_series(1, 150000) n`,
    )
    const made = await run(['backup', '--to', folder], source.url, desk.dataDir)
    expect(made, made.output).toMatchObject({ code: 0 })
    const dataDir = newMachine('killed')
    const from = ['restore', '--from', folder]
    expect(await run([...from, '--check'], 'postgres://nobody@127.0.0.1:1/none', dataDir)).toMatchObject({ code: 0 })

    const db = await emptyDatabase()
    const name = new URL(db.url).pathname.slice(1)
    // A server's connections, also idle ones, keep a restore away.
    const leave = () => source.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    await leave()
    const { child, ended } = start(from, db.url, dataDir)
    await until(
      async () =>
        (await source.pool.query('select from pg_stat_progress_copy where datname = $1 and tuples_processed > 1000', [name])).rowCount,
    )
    child.kill('SIGKILL')
    expect(await ended).toMatchObject({ signal: 'SIGKILL' })
    await until(
      async () =>
        (
          await source.pool.query(`select from pg_stat_activity where datname = $1 and application_name = 'tangram' and state = 'active'`, [
            name,
          ])
        ).rowCount === 0,
    )
    expect((await db.pool.query(`select from pg_namespace where nspname in ('tangram', 'service_desk')`)).rowCount).toBe(0)
    await leave()
    const again = await run(from, db.url, dataDir)
    expect(again, again.output).toMatchObject({ code: 0 })
    expect(again.output).toContain('✓')
    const other = await run(from, db.url, dataDir)
    expect(other.code).toBe(1)
    expect(other.output).toContain('not empty')
  })
})
