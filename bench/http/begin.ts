import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'

/** Starts a server of this folder as a process of its own. @returns its address */
export function begin(file: string, env: NodeJS.ProcessEnv, children: ChildProcess[]): Promise<string> {
  const child = fork(path.join(import.meta.dirname, file), [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: string }).ready))
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)))
  })
}
