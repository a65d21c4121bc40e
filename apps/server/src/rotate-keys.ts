import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import { AppError } from '@tangram/data-model'
import { connectBeside, createStorage } from '@tangram/storage'
import { configFromEnvironment } from './config.ts'

// `npm run rotate-keys`. Exit codes: 0 done, 1 failed, 130 interrupted: run it again and it goes on where it stopped.

const say = (line: string): void => console.info(line)
const interrupted = new AbortController()

async function main(): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort())
  const isTrial = !process.env.TANGRAM_SECRET && existsSync(join(resolve(process.env.TANGRAM_DATA || './data'), 'secret'))
  const config = configFromEnvironment(isTrial ? ['--trial'] : [], process.env, (line) => say(`· ${line}`))
  const { databaseUrl, dataDir, fileDir, secret, formerSecrets, organisation, progress: log } = config
  const common = { poolSize: 6, log }
  const db = await connectBeside(databaseUrl ? { databaseUrl, ...common } : { dataDir, ...common })
  try {
    const storage = await createStorage({ db, platform: defaultPlatform, zone: organisation.zone, fileDir, secret, formerSecrets })
    try {
      const { apps, rewrapped } = await storage.encryption.rotate({ signal: interrupted.signal, onProgress: everyTwoSeconds() })
      if (rewrapped > 0) say(`✓ ${rewrapped} keys are wrapped by the secret of today · ${rewrapped} 个密钥已改用当前 TANGRAM_SECRET 封存`)
      if (apps.length === 0) say('✓ No app has encrypted fields · 没有应用使用加密字段')
      for (const { app, version, values } of apps) say(`✓ ${app}: key ${version}, ${values} values · 密钥 ${version}，${values} 个值`)
      return 0
    } finally {
      await storage.close()
    }
  } finally {
    await db.close()
  }
}

function everyTwoSeconds(): (progress: { app: string; version: number; values: number }) => void {
  let last = performance.now()
  return ({ app, version, values }) => {
    if (performance.now() - last < 2_000) return
    last = performance.now()
    say(`  ${app}: key ${version}, ${values} values so far · 密钥 ${version}，已处理 ${values} 个值`)
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (interrupted.signal.aborted) {
      console.error('Interrupted; everything stays readable, run it again to go on · 已中断，数据仍可正常读取，再次运行即可继续')
      process.exit(130)
    }
    if (error instanceof AppError) {
      for (const locale of ['en', 'zh-CN'] as const) console.error(`${error.messageIn(locale)}\n${error.fixIn(locale) ?? ''}\n`)
    } else console.error(error)
    process.exit(1)
  },
)
