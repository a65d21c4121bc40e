import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { fail } from '../errors.ts'
import { type Binaries, binariesIn } from './binaries.ts'
import { type Account, canReach } from './unprivileged-user.ts'

/** Where root keeps what another account must reach, when the directory given lies behind a closed door such as /root. */
const openPlace = '/var/lib/tangram'

/**
 * The directory of the cluster, `postgres` under the data directory. When the account cannot get there it lives in
 * /var/lib/tangram and `postgres` becomes a link to it.
 *
 * @throws storage.cluster.failed 503 when the link leads nowhere any more: better than beginning anew with nothing
 */
export function placeCluster(dataDir: string, account: Account | null): string {
  const path = join(dataDir, 'postgres')
  if (existsSync(path)) {
    const real = realpathSync(path)
    if (account) own(real, account)
    return real
  }
  const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined
  if (link !== undefined)
    throw fail('storage.cluster.failed', { reason: `its files at ${link} are gone`, logFile: join(dataDir, 'postgres.log') })
  if (account === null || canReach(account, dataDir)) return path
  const target = join(openPlace, createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16), 'postgres')
  mkdirSync(join(target, '..'), { recursive: true, mode: 0o755 })
  return target
}

/** Leaves the link where the cluster lives elsewhere; only once it is there, so that a broken link means lost files. */
export function linkCluster(dataDir: string, cluster: string): void {
  const path = join(dataDir, 'postgres')
  if (!existsSync(path)) symlinkSync(cluster, path)
}

/** The binaries, copied to where the account can run them when it cannot reach those of node_modules. */
export function placeBinaries(binaries: Binaries, account: Account | null): Binaries {
  if (account === null || canReach(account, binaries.postgres)) return binaries
  const root = join(openPlace, `postgresql-${binaries.version}`)
  if (!existsSync(root)) {
    const draft = `${root}.${process.pid}`
    mkdirSync(openPlace, { recursive: true, mode: 0o755 })
    cpSync(binaries.root, draft, { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    try {
      renameSync(draft, root)
    } catch {
      // Another starter was quicker.
      rmSync(draft, { recursive: true, force: true })
    }
  }
  return { version: binaries.version, ...binariesIn(root) }
}

/** Gives a directory tree to the account; a restored backup may belong to root. */
export function own(path: string, account: Account): void {
  if (statSync(path).uid === account.uid) return
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
    lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid)
  chownSync(path, account.uid, account.gid)
}
