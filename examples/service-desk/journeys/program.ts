import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { dataFolder } from '@tangram/storage/testing'

const root = path.resolve(import.meta.dirname, '../../..')

export type Program = {
  /** All it printed so far. */
  output(): string
  /** Waits until it prints this; rejects, with the output, when it ends before. */
  prints(pattern: RegExp): Promise<RegExpMatchArray>
  /** Its exit code, null when a signal ended it. */
  ended: Promise<number | null>
  terminate(): Promise<void>
}

/** What would set up the product or tell it that a test runs it. */
const notInherited =
  /^(TANGRAM_|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$|PROD$|DEV$|MODE$|HOST$|PORT$|BASE_URL$|DATABASE_URL$|TRUST_PROXY$|SMTP_URL$|SMS_URL$|LOG_LEVEL$)/

/** Runs the product as `npm start` and `npm run serve` do, with these settings and none of this environment's own. */
export function runTangram(args: string[], settings: { [name: string]: string }): Program {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !notInherited.test(name)))
  const child: ChildProcess = spawn(process.execPath, ['tooling/bootstrap/start.mjs', ...args], {
    cwd: root,
    env: { ...inherited, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const watchers = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output += chunk
    for (const look of watchers) look()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return {
    output: () => output,
    ended,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = output.match(pattern)
          if (!found) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
        void ended.then((code) => reject(new Error(`ended with ${code} before printing ${pattern}:\n${output}`)))
      }),
    async terminate() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A data directory that does not exist yet, in a folder that goes away. */
export async function newDataDirectory(): Promise<{ directory: string; remove(): Promise<void> }> {
  const folder = dataFolder('tangram-journey-')
  return { directory: path.join(folder, 'data'), remove: () => rm(folder, { recursive: true, force: true }) }
}

/** The process id of the PostgreSQL that serves a data directory. */
export async function postmasterOf(directory: string): Promise<number> {
  const [pid] = (await readFile(path.join(directory, 'postgres/postmaster.pid'), 'utf8')).split('\n')
  return Number(pid)
}
