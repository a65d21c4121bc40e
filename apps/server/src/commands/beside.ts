import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import { AppError } from '@tangram/data-model'
import { connectBeside, createStorage, type Storage } from '@tangram/storage'
import { configFromEnvironment } from '../config.ts'

export const say = (line: string): void => console.info(line)

/**
 * Runs a command on what a server keeps, also while it runs, and ends the process with the exit code that it gives; 1: failed, in both languages, 130: interrupted.
 *
 * @param interrupted what becomes of it then
 */
export function runBeside(work: (storage: Storage, signal: AbortSignal) => Promise<number>, interrupted: string): void {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())
  withStorage((storage) => work(storage, stop.signal)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      if (stop.signal.aborted) {
        console.error(interrupted)
        process.exit(130)
      }
      if (error instanceof AppError) {
        for (const locale of ['en', 'zh-CN'] as const) console.error(`${error.messageIn(locale)}\n${error.fixIn(locale) ?? ''}\n`)
      } else console.error(error)
      process.exit(1)
    },
  )
}

async function withStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const isTrial = !process.env.TANGRAM_SECRET && existsSync(join(resolve(process.env.TANGRAM_DATA || './data'), 'secret'))
  const config = configFromEnvironment(isTrial ? ['--trial'] : [], process.env, (line) => say(`· ${line}`))
  const { databaseUrl, dataDir, fileDir, secret, formerSecrets, organisation, progress: log } = config
  const common = { poolSize: 6, log }
  const db = await connectBeside(databaseUrl ? { databaseUrl, ...common } : { dataDir, ...common })
  try {
    const storage = await createStorage({ db, platform: defaultPlatform, zone: organisation.zone, fileDir, secret, formerSecrets })
    try {
      return await work(storage)
    } finally {
      await storage.close()
    }
  } finally {
    await db.close()
  }
}
