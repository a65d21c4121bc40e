import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { fail } from '../errors.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { lockDirectory } from './directory-lock.ts'
import { linkCluster, placeBinaries, placeCluster } from './place-cluster.ts'
import { answersSoon, livingPostmaster, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { isAlive } from './process-info.ts'
import { type Account, unprivilegedUser } from './unprivileged-user.ts'

export type Cluster = {
  port: number
  password: string
  urlOf(database: string): string
  /** Pid of the postmaster now. */
  pid(): number
  /** Fast shutdown; nothing is left running. */
  close(): Promise<void>
}

export type ClusterOptions = {
  /** Holds the cluster in `postgres`, its password and port in `database.json`, its log in `postgres.log`. */
  dataDir: string
  /** PostgreSQL settings on top of ours. */
  settings?: { [name: string]: string }
  log?: (message: string) => void
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // Short statements: compiling them costs more than it saves, and directories on laptops are solid-state.
  jit: 'off',
  random_page_cost: '1.1',
}

/**
 * The PostgreSQL of this directory, running: made when there is none, adopted when a killed server left it behind,
 * started again when it dies under us.
 *
 * @throws storage.cluster.locked, storage.cluster.failed 503
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const release = lockDirectory(dataDir)
  try {
    return await start(dataDir, options, release)
  } catch (error) {
    release()
    throw error
  }
}

async function start(dataDir: string, options: ClusterOptions, release: () => void): Promise<Cluster> {
  const log = options.log ?? (() => {})
  const logFile = join(dataDir, 'postgres.log')
  const account = unprivilegedUser()
  const binaries = placeBinaries(findBinaries(), account)
  const cluster = placeCluster(dataDir, account)
  const access = readAccess(dataDir)
  const failed = (error: unknown) =>
    fail('storage.cluster.failed', { reason: error instanceof Error ? error.message : String(error), logFile }, { cause: error })

  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    log('creating the database')
    await initialise(binaries, cluster, account, access.password, options.settings?.fsync === 'off').catch((error) => {
      throw failed(error)
    })
  }
  linkCluster(dataDir, cluster)

  const begin = async (): Promise<Postmaster> => {
    let last: unknown
    for (let attempt = 0; attempt < 20; attempt++) {
      const left = livingPostmaster(cluster)
      if (left && (await answersSoon(cluster, left, access.password))) {
        log(`found the database of an earlier run still alive (process ${left.pid})`)
        return { ...left, child: null }
      }
      if (left) {
        log(`stopping a database of an earlier run that does not answer (process ${left.pid})`)
        await stopPostmaster(left.pid, 3_000)
      }
      const port = await freePort(access.port)
      if (port !== access.port) writeAccess(dataDir, Object.assign(access, { port }))
      try {
        return await startPostmaster({
          binaries,
          cluster,
          port,
          password: access.password,
          account,
          logFile,
          settings: { ...settings, ...options.settings },
        })
      } catch (error) {
        last = error
        // After kill -9 the orphaned backends need a moment to notice; a postmaster that was just being started has not written its
        // file yet; a port can be snatched between looking and binding.
        if (!/shared memory block|in use|lock file|could not create any TCP/.test(String(error))) break
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    }
    throw failed(last)
  }

  let postmaster = await begin()
  if (postmaster.port !== access.port) writeAccess(dataDir, Object.assign(access, { port: postmaster.port }))
  let closing = false
  let reviving: Promise<void> | null = null

  const revive = () => {
    if (closing || reviving) return
    log('the database stopped unexpectedly; starting it again')
    reviving = begin()
      .then((next) => {
        postmaster = next
        watch()
      })
      .catch((error) => log(String(error)))
      .finally(() => {
        reviving = null
      })
  }
  const watch = () => postmaster.child?.once('exit', revive)
  watch()
  // An adopted postmaster is not our child: nobody tells us when it dies. Also tries again when a revival failed.
  const patrol = setInterval(() => {
    if (!isAlive(postmaster.pid)) revive()
  }, 500)
  patrol.unref()

  // Whoever leaves by process.exit without closing must not leave an orphan either.
  const lastResort = () => {
    try {
      process.kill(postmaster.pid, 'SIGINT')
    } catch {}
    release()
  }
  process.once('exit', lastResort)

  return {
    port: access.port,
    password: access.password,
    urlOf: (database) => `postgres://tangram:${access.password}@127.0.0.1:${access.port}/${database}`,
    pid: () => postmaster.pid,
    close: async () => {
      closing = true
      clearInterval(patrol)
      await reviving
      process.removeListener('exit', lastResort)
      await stopPostmaster(postmaster.pid)
      release()
    },
  }
}

type Access = { port: number; password: string }

function readAccess(dataDir: string): Access {
  const path = join(dataDir, 'database.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Access
  const access = { port: 0, password: randomBytes(24).toString('base64url') }
  writeAccess(dataDir, access)
  return access
}

function writeAccess(dataDir: string, access: Access): void {
  const path = join(dataDir, 'database.json')
  writeFileSync(`${path}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

/** Makes the cluster beside its place and moves it there whole, so that a kill in the middle leaves nothing half-made. */
async function initialise(binaries: Binaries, cluster: string, account: Account | null, password: string, unsafe: boolean): Promise<void> {
  // A cluster comes here whole: what is no cluster is not ours to delete.
  if (existsSync(cluster)) rmdirSync(cluster)
  // One that was killed may still have its initdb running: it has a draft of its own.
  const drafts = dirname(cluster)
  for (const name of readdirSync(drafts)) {
    if (name.startsWith('postgres.new')) rmSync(join(drafts, name), { recursive: true, force: true, maxRetries: 5 })
  }
  const draft = `${cluster}.new-${process.pid}`
  const passwordFile = `${cluster}.password-${process.pid}`
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) {
    chownSync(draft, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  try {
    chmodSync(draft, 0o700)
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--username=tangram',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        // Code point order by default; where people read, ORDER BY names an ICU collation.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(unsafe ? ['--no-sync'] : []),
      ],
      { ...account, cwd: draft, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, cluster)
}

/** The port when it is free, else any free one. */
function freePort(wanted: number): Promise<number> {
  const probe = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
      })
    })
  return wanted === 0 ? probe(0) : probe(wanted).catch(() => probe(0))
}
