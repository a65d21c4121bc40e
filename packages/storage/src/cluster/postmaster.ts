import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, realpathSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { isAlive, waitUntilGone } from './process-info.ts'
import type { Account } from './unprivileged-user.ts'

export type Postmaster = { pid: number; port: number; child: ChildProcess | null }

/** What postmaster.pid says, when that process lives. */
export function livingPostmaster(cluster: string): { pid: number; port: number } | null {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !isPostgres(pid)) return null
  return { pid, port: Number(lines[3]) }
}

/** A pid may have been given to something else since; where the system tells, look at what runs there. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.includes('postgres') ?? false
  } catch {
    return false
  }
}

/** True when the server on this port is the one of this directory and lets us in. */
async function answers(cluster: string, port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'tangram',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ dir: string }>("select current_setting('data_directory') as dir")
    return realpathSync(rows[0]?.dir ?? '') === realpathSync(cluster)
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const patienceMs = 10_000
const unresponsiveMs = 4_000

/** Gives one that is just coming up, perhaps replaying its log, the time to answer; one that does not react at all less. */
export async function answersSoon(cluster: string, { pid, port }: { pid: number; port: number }, password: string): Promise<boolean> {
  const begun = Date.now()
  while (isAlive(pid)) {
    if (await answers(cluster, port, password)) return true
    if (Date.now() - begun > (isStartingUp(cluster) ? patienceMs : unresponsiveMs)) return false
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** The last line of postmaster.pid says how far it is. */
function isStartingUp(cluster: string): boolean {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').includes('starting')
  } catch {
    return false
  }
}

/** Starts a postmaster and waits until it lets us in. */
export async function startPostmaster(given: {
  binaries: Binaries
  cluster: string
  port: number
  password: string
  account: Account | null
  logFile: string
  settings: { [name: string]: string }
}): Promise<Postmaster> {
  const { cluster, port, logFile } = given
  const before = logSize(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const flags = Object.entries(given.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A session of its own: Ctrl-C in the terminal goes to the server alone, which then stops the database in order.
  const child = spawn(given.binaries.postgres, ['-D', cluster, '-p', String(port), ...flags], {
    ...given.account,
    cwd: cluster,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  })
  closeSync(log)
  let failure: string | null = null
  child.once('error', (error) => {
    failure = error.message
  })
  const stopped = () => {
    failure ??= lastWords(logFile, before) || 'it stopped at once'
  }
  child.once('exit', stopped)
  child.unref()
  const end = Date.now() + 60_000
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 1.5, 100)) {
    if (failure !== null) throw new Error(failure)
    if (livingPostmaster(cluster)?.pid === child.pid && (await answers(cluster, port, given.password))) {
      child.removeListener('exit', stopped)
      return { pid: child.pid as number, port, child }
    }
    if (Date.now() > end) {
      child.kill('SIGQUIT')
      throw new Error('it did not answer within 60 s')
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** Fast shutdown, then immediate, then by force. Returns when the process is gone. */
export async function stopPostmaster(pid: number, patienceMs = 15_000): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', patienceMs / 3],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitUntilGone(pid, waitMs)) return
  }
}

/** What it said last; nothing when its directory was removed under it. */
function lastWords(logFile: string, before: number): string {
  try {
    return readFileSync(logFile, 'utf8').slice(before).trim().split('\n').slice(-3).join(' | ')
  } catch {
    return ''
  }
}

function logSize(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size < 10_000_000) return size
  truncateSync(logFile)
  return 0
}
