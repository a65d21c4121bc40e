import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../errors.ts'
import { startOf } from './process-info.ts'

type Holder = { pid: number; start: string }

/**
 * Keeps a second server off the directory. The file names pid and start time, so that a lock left by a killed process is
 * known to be stale even when its pid is in use again.
 *
 * @returns the release
 * @throws storage.cluster.locked 503
 */
export function lockDirectory(dir: string): () => void {
  const path = join(dir, 'server.lock')
  const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? 'unknown' } satisfies Holder)
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (placed(draft, path)) return () => release(path, mine)
      const found = read(path)
      if (found === null) continue
      const holder = parse(found)
      if (holder && startOf(holder.pid) === holder.start) throw fail('storage.cluster.locked', { dir, pid: holder.pid })
      removeStale(path, found, `${draft}.stale`)
    }
    throw fail('storage.cluster.locked', { dir, pid: '?' })
  } finally {
    rmSync(draft, { force: true })
  }
}

/** A hard link appears whole or not at all, unlike a file that is created and then written. */
function placed(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    // A file system without hard links: exclusive creation is the next best.
    try {
      writeFileSync(path, readFileSync(draft), { flag: 'wx', mode: 0o600 })
      return true
    } catch (second) {
      if ((second as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw second
    }
  }
}

/** Moves the stale file aside; if another starter was quicker and this is its fresh lock, puts it back. */
function removeStale(path: string, stale: string, aside: string): void {
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside) !== stale) placed(aside, path)
  rmSync(aside, { force: true })
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true })
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    return typeof holder.pid === 'number' && typeof holder.start === 'string' ? { pid: holder.pid, start: holder.start } : null
  } catch {
    return null
  }
}
