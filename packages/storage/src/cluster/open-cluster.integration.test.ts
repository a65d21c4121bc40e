import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../database.ts'
import { livingPostmaster } from './postmaster.ts'
import { isAlive, startOf } from './process-info.ts'
import { canReach, unprivilegedUser } from './unprivileged-user.ts'

const holder = fileURLToPath(new URL('../testing/hold-cluster.ts', import.meta.url))
const dirs: string[] = []
const children: ChildProcess[] = []

function emptyDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tangram-cluster-'))
  chmodSync(dir, 0o755)
  dirs.push(dir)
  return dir
}

/** Copied for most tests: making a cluster takes seconds, copying one does not. */
let stopped: string

beforeAll(async () => {
  stopped = emptyDir()
  dirs.pop()
  await connect({ dataDir: stopped }).then((db) => db.close())
})
afterAll(() => rmSync(stopped, { recursive: true, force: true }))

function newDir(): string {
  const dir = emptyDir()
  execFileSync('cp', ['-a', `${stopped}/.`, dir])
  chmodSync(dir, 0o755)
  return dir
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const dir of dirs.splice(0)) {
    const left = existsSync(join(dir, 'postgres')) ? livingPostmaster(realpathSync(join(dir, 'postgres'))) : null
    if (left) process.kill(left.pid, 'SIGQUIT')
    await expect.poll(() => left === null || !isAlive(left.pid), { timeout: 10_000 }).toBe(true)
    rmSync(dir, { recursive: true, force: true })
  }
})

/** A server process; resolves with the URL of its database. */
function serve(dataDir: string, options: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [holder, dataDir], { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  children.push(child)
  return new Promise((resolve, reject) => {
    let out = ''
    let errors = ''
    child.stderr?.on('data', (chunk) => {
      errors += chunk
    })
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const url = /ready (\S+)/.exec(out)?.[1]
      if (url) resolve({ child, url })
    })
    child.once('exit', (code) => reject(new Error(`exited with ${code}: ${errors}`)))
  })
}

const gone = (child: ChildProcess) =>
  new Promise<void>((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())))

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const postmasterOf = (dir: string) => livingPostmaster(realpathSync(join(dir, 'postgres')))?.pid as number

describe('the embedded cluster', () => {
  it('keeps its password to its owner, listens on loopback alone and asks for the password', async () => {
    const dir = emptyDir()
    const { url } = await serve(dir)
    expect(statSync(join(dir, 'database.json')).mode & 0o777).toBe(0o600)
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }])
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(await query(url, `select version() ~ '^PostgreSQL 18' as ok`)).toEqual([{ ok: true }])
  })

  it('stops in order on SIGTERM and leaves no process and no lock behind', async () => {
    const dir = newDir()
    const { child } = await serve(dir)
    const pid = postmasterOf(dir)
    child.kill('SIGTERM')
    await gone(child)
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(join(dir, 'server.lock'))).toBe(false)
    expect(existsSync(join(dir, 'postgres/postmaster.pid'))).toBe(false)
  })

  it('refuses a directory that another server uses', async () => {
    const dir = newDir()
    const { child, url } = await serve(dir)
    await expect(connect({ dataDir: dir })).rejects.toMatchObject({ code: 'storage.cluster.locked', params: { pid: child.pid } })
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('adopts the database that a killed server left alive', async () => {
    const dir = newDir()
    const first = await serve(dir)
    await query(first.url, 'insert into kept values (1)')
    const pid = postmasterOf(dir)
    first.child.kill('SIGKILL')
    await gone(first.child)
    expect(isAlive(pid)).toBe(true)
    const second = await serve(dir)
    expect(postmasterOf(dir)).toBe(pid)
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
    second.child.kill('SIGTERM')
    await gone(second.child)
    expect(isAlive(pid)).toBe(false)
  })

  it('stops a database left alive that does not answer, and starts anew', async () => {
    const dir = newDir()
    const first = await serve(dir)
    await query(first.url, 'insert into kept values (1)')
    const pid = postmasterOf(dir)
    first.child.kill('SIGKILL')
    process.kill(pid, 'SIGSTOP')
    await gone(first.child)
    const second = await serve(dir)
    expect(postmasterOf(dir)).not.toBe(pid)
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('recovers when server and database were killed together', async () => {
    const dir = newDir()
    const first = await serve(dir)
    await query(first.url, 'insert into kept values (1)')
    const pid = postmasterOf(dir)
    process.kill(pid, 'SIGKILL')
    first.child.kill('SIGKILL')
    await gone(first.child)
    const second = await serve(dir)
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('is back within five seconds when the database alone was killed, at the same address', async () => {
    const dir = newDir()
    const { url } = await serve(dir)
    await query(url, 'insert into kept values (1)')
    process.kill(postmasterOf(dir), 'SIGKILL')
    await expect.poll(() => query(url, 'select n from kept').catch(() => null), { timeout: 5_000, interval: 100 }).toEqual([{ n: 1 }])
  })

  it('takes over a lock whose process is gone, even when its number is in use again', async () => {
    const dir = newDir()
    writeFileSync(join(dir, 'server.lock'), JSON.stringify({ pid: process.pid, start: 'another time' }))
    const first = await serve(dir)
    first.child.kill('SIGTERM')
    await gone(first.child)
    writeFileSync(join(dir, 'server.lock'), 'half-writ')
    await serve(dir)
    writeFileSync(join(newDir(), 'server.lock'), '')
    const mine = newDir()
    writeFileSync(join(mine, 'server.lock'), JSON.stringify({ pid: process.pid, start: startOf(process.pid) }))
    await expect(serve(mine)).rejects.toThrow('storage.cluster.locked')
  })

  it('of many that start at once over a stale lock exactly one gets the directory', async () => {
    const dir = newDir()
    const first = await serve(dir)
    first.child.kill('SIGKILL')
    await gone(first.child)
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => serve(dir)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('keeps its port, and takes another when somebody sits on it', async () => {
    const dir = newDir()
    const first = await serve(dir)
    const port = Number(new URL(first.url).port)
    first.child.kill('SIGTERM')
    await gone(first.child)
    const second = await serve(dir)
    expect(Number(new URL(second.url).port)).toBe(port)
    second.child.kill('SIGTERM')
    await gone(second.child)
    const squatter = createServer().listen({ host: '127.0.0.1', port })
    const third = await serve(dir)
    expect(Number(new URL(third.url).port)).not.toBe(port)
    squatter.close()
  })

  it('is made anew when the first start was cut off halfway', async () => {
    const dir = emptyDir()
    mkdirSync(join(dir, 'postgres.new'))
    writeFileSync(join(dir, 'postgres.new/PG_VERSION'), '18')
    const { url } = await serve(dir)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

it('says so when the files of the cluster are gone instead of beginning anew', async () => {
  const dir = emptyDir()
  symlinkSync(join(dir, 'nowhere'), join(dir, 'postgres'))
  await expect(connect({ dataDir: dir })).rejects.toMatchObject({ code: 'storage.cluster.failed' })
  mkdirSync(join(dir, 'nowhere'))
  writeFileSync(join(dir, 'nowhere/precious'), 'not ours')
  await expect(connect({ dataDir: dir })).rejects.toMatchObject({ code: 'storage.cluster.failed' })
  expect(readFileSync(join(dir, 'nowhere/precious'), 'utf8')).toBe('not ours')
})

describe.runIf(process.getuid?.() === 0)('started by root', () => {
  it('runs the database under another account', async () => {
    const dir = newDir()
    await serve(dir)
    expect(readFileSync(`/proc/${postmasterOf(dir)}/status`, 'utf8')).not.toMatch(/^Uid:\t0/m)
  })

  it('works in a directory that only root can enter', async () => {
    const dir = emptyDir()
    chmodSync(dir, 0o700)
    const { url, child } = await serve(dir)
    await query(url, 'insert into kept values (1)')
    child.kill('SIGTERM')
    await gone(child)
    const again = await serve(dir)
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 1 }])
    dirs.push(dirname(realpathSync(join(dir, 'postgres'))))
  })

  const account = unprivilegedUser()
  it.runIf(account && canReach(account, process.execPath) && canReach(account, holder))(
    'hands over to an ordinary user, who needs no other account',
    async () => {
      const dir = emptyDir()
      const { uid, gid } = account as { uid: number; gid: number }
      chownSync(dir, uid, gid)
      const { url } = await serve(dir, { uid, gid })
      expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    },
  )
})
