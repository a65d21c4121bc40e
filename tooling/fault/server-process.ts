import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

const startLimitMs = 60_000

/** Runs a script of this folder as a server process of its own and waits for its first message. @throws when it ends or is silent for a minute */
export async function startProcess<Ready>(script: string, env: { [name: string]: string }): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = fork(path.join(import.meta.dirname, script), [], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaints = ''
  child.stderr?.on('data', (chunk) => {
    complaints += chunk
  })
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the server did not start within ${startLimitMs} ms\n${complaints}`))
    }, startLimitMs)
    child.once('message', (ready) => {
      clearTimeout(limit)
      resolve({ child, ready: ready as Ready })
    })
    child.once('exit', (code) => {
      clearTimeout(limit)
      reject(new Error(`the server ended with ${code} while starting\n${complaints}`))
    })
  })
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}
