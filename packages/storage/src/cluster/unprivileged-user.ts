import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** PostgreSQL refuses to run as root: the account it runs under instead. */
export type Account = { uid: number; gid: number }

/** Null when we are not root and simply run it ourselves. Creates the account `postgres` when the system has none. */
export function unprivilegedUser(): Account | null {
  if (process.getuid?.() !== 0) return null
  const existing = accountNamed('postgres')
  if (existing) return existing
  for (const [command, ...args] of [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
    } catch {
      continue
    }
    const made = accountNamed('postgres')
    if (made) return made
  }
  return accountNamed('nobody')
}

/** True when the account may pass through every folder above `path` and read `path` itself. */
export function canReach(account: Account, path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false })
    if (stat) {
      const bits = stat.uid === account.uid ? stat.mode >> 6 : stat.gid === account.gid ? stat.mode >> 3 : stat.mode
      const needed = stat.isDirectory() ? 0o1 : 0o4
      if ((bits & needed) === 0) return false
    }
    if (dirname(at) === at) return true
  }
}

function accountNamed(name: string): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}
