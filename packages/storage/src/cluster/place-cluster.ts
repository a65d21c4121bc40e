import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Binaries, binariesIn } from './binaries.ts'
import { type Account, canReach } from './unprivileged-user.ts'

/** Where root keeps what another account must reach, when the directory given lies behind a closed door such as /root. */
const openPlace = '/var/lib/tangram'

/**
 * The directory of the cluster, `postgres` under the data directory. When the account cannot get there it lives in
 * /var/lib/tangram and `postgres` is a link to it.
 */
export function placeCluster(dataDir: string, account: Account | null): string {
  const path = join(dataDir, 'postgres')
  if (account === null || canReach(account, dataDir)) {
    if (account && existsSync(path)) own(realpathSync(path), account)
    return existsSync(path) ? realpathSync(path) : path
  }
  const target = join(openPlace, createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16), 'postgres')
  mkdirSync(join(target, '..'), { recursive: true, mode: 0o755 })
  if (existsSync(path)) {
    const real = realpathSync(path)
    own(real, account)
    return real
  }
  rmSync(path, { force: true })
  symlinkSync(target, path)
  return target
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
