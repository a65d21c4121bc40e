import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@tangram/data-model'
import { type ConnectOptions, connect, type Database, openPool } from './database.ts'

/** As `connect`; when a server is at work on the embedded database of the directory, beside that server. */
export async function connectBeside(options: ConnectOptions): Promise<Database> {
  try {
    return await connect(options)
  } catch (error) {
    if (!('dataDir' in options) || !(error instanceof AppError) || error.code !== 'storage.cluster.locked') throw error
    const { port, password } = JSON.parse(readFileSync(join(options.dataDir, 'database.json'), 'utf8')) as {
      port: number
      password: string
    }
    return openPool(`postgres://tangram:${password}@127.0.0.1:${port}/tangram`, options, async () => {})
  }
}
