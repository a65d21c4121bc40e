import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Program, runTangram } from './program.ts'

export type Trial = {
  /** `http://127.0.0.1:41234` */
  address: string
  /** From the command to the printed address. */
  startedInMs: number
  program: Program
  stop(): Promise<void>
}

/** `npm start` on a free port with this data directory; apps may link tables of the schema `erp`. */
export async function startTrial(directory: string): Promise<Trial> {
  const before = performance.now()
  const program = runTangram(['--trial'], { TANGRAM_DATA: directory, PORT: '0', TANGRAM_LINKED_SCHEMAS: 'erp' })
  const [, address = ''] = await program.prints(/Tangram is ready.*?(http:\S+)/)
  return { address, startedInMs: performance.now() - before, program, stop: () => program.terminate() }
}

/** Where the embedded PostgreSQL of a data directory is reached. */
export async function databaseUrlOf(directory: string): Promise<string> {
  const { port, password } = JSON.parse(await readFile(path.join(directory, 'database.json'), 'utf8')) as { port: number; password: string }
  return `postgres://tangram:${password}@127.0.0.1:${port}/tangram`
}
