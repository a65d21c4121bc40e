import { type ChildProcess, fork } from 'node:child_process'
import { loadavg } from 'node:os'
import path from 'node:path'

/** A start is usually over in a few seconds; on a machine that has much else to do it may take minutes. */
const startLimits = { slowMs: 60_000, mostMs: 240_000 }
/** What a process has to say that is being ended, then it is killed. */
const endLimitMs = 20_000

/**
 * Runs a script of this folder as a server process of its own and waits for its first message. The process ends with ours.
 *
 * @throws when it ends before that, or is silent for four minutes: then it is killed, and the error says what was seen of it
 */
export async function startProcess<Ready>(
  script: string,
  env: { [name: string]: string },
  limits: { slowMs: number; mostMs: number } = startLimits,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = fork(path.resolve(import.meta.dirname, script), [], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const began = performance.now()
  let said = ''
  const listen = (chunk: unknown) => {
    said = (said + chunk).slice(-4_000)
  }
  child.stdout?.on('data', listen)
  child.stderr?.on('data', listen)
  const seen = () =>
    `${Math.round((performance.now() - began) / 1000)} s, load ${loadavg().map(Math.round).join(' ')}, it said: ${said.trim() || 'nothing'}`
  const slow = setTimeout(() => console.error(`${script} is still starting after ${seen()}`), limits.slowMs)
  let limit: NodeJS.Timeout | undefined
  try {
    const ready = await new Promise<Ready>((resolve, reject) => {
      limit = setTimeout(() => reject(new Error(`${script} did not start: ${seen()}`)), limits.mostMs)
      child.once('message', (message) => resolve(message as Ready))
      child.once('error', (error) => reject(new Error(`${script} could not be run: ${error.message}`)))
      child.once('exit', (code, signal) => reject(new Error(`${script} ended with ${code ?? signal} while starting: ${seen()}`)))
    })
    return { child, ready }
  } catch (error) {
    child.kill('SIGKILL')
    await ended(child)
    throw error
  } finally {
    clearTimeout(slow)
    clearTimeout(limit)
  }
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** Asks a process to end, also one that is stopped; one that does not is killed. */
export async function endProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  child.kill('SIGCONT')
  const killing = setTimeout(() => child.kill('SIGKILL'), endLimitMs)
  await ended(child)
  clearTimeout(killing)
}
