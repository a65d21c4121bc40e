import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '@tangram/data-model'
import { type BackupAmounts, checkBackup, connect, connectBeside, openBackup, restoreBackup } from '@tangram/storage'
import { configFromEnvironment, type ServerConfig } from '../config.ts'
import { fail } from '../errors.ts'
import { backUp } from './back-up.ts'
import type { BackupPlace } from './backup-place.ts'
import { bucketPlace } from './bucket-place.ts'
import { folderPlace } from './folder-place.ts'
import { minPassphrase } from './min-passphrase.ts'
import { ownRelease } from './own-release.ts'

// `npm run backup` and `npm run restore`. Exit codes: 0 done, 1 failed, 2 asked wrongly, 3 done but contents of files were missing, 130 interrupted.

const say = (line: string): void => console.info(line)
const interrupted = new AbortController()

async function main(): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort())
  const [command, ...args] = process.argv.slice(2)
  return command === 'restore' ? restore(args) : backup(args)
}

async function backup(args: string[]): Promise<number> {
  const { to, keep } = optionsOf(args, { to: { type: 'string' }, keep: { type: 'string' } })
  if (keep !== undefined && !/^[1-9]\d{0,3}$/.test(keep))
    throw usage('--keep takes a whole number from 1 to 9999.', '--keep 应为 1 到 9999 的整数。')
  const place = placeOf(to, '--to')
  const passphrase = passphraseFrom()
  const config = configuration()
  const db = await connectBeside(connection(config))
  try {
    const { name, manifest, removed } = await backUp(place, {
      db,
      fileDir: config.fileDir,
      secret: config.secret,
      passphrase,
      release: ownRelease(),
      now: new Date().toISOString(),
      signal: interrupted.signal,
      onProgress: progress(),
      ...(keep === undefined ? {} : { keep: Number(keep) }),
    })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0)
    say(`✓ ${name}: ${amountsText({ tables: manifest.tables.length, rows, files: manifest.files.count, bytes })}`)
    if (removed.length > 0) say(`  removed · 已删除：${removed.join(', ')}`)
    for (const left of manifest.schema.leftOut) say(`  left out, not made by Tangram · 未包含（非七巧创建）：${left}`)
    for (const { id, name } of manifest.missing)
      console.error(`! the content of file ${id} (${name}) is missing or was altered · 文件内容缺失或已被改动`)
    return manifest.missing.length > 0 ? 3 : 0
  } finally {
    await db.close()
  }
}

async function restore(args: string[]): Promise<number> {
  const asked = optionsOf(args, {
    from: { type: 'string' },
    name: { type: 'string' },
    check: { type: 'boolean' },
    'other-secret': { type: 'boolean' },
  })
  const place = placeOf(asked.from, '--from')
  const passphrase = passphraseFrom()
  const names = await place.list()
  const name = asked.name ?? names.at(-1)
  if (name === undefined || !names.includes(name)) throw fail('server.backup.none', { place: `${asked.from}` })
  const store = place.open(name)
  const opened = await openBackup(store, passphrase)
  say(`· ${name}: release ${opened.manifest.release}, ${opened.manifest.createdAt}`)
  if (asked.check) {
    await checkBackup(store, opened)
    say('✓ The backup is whole · 备份完整')
    return 0
  }
  const config = configuration()
  const db = await connect(connection(config))
  try {
    const { fileDir, secret, formerSecrets } = config
    const amounts = await restoreBackup(store, opened, {
      db,
      fileDir,
      secret,
      formerSecrets,
      mayLoseSealed: asked['other-secret'] ?? false,
      signal: interrupted.signal,
      onProgress: progress(),
    })
    say(`✓ ${amountsText(amounts)}`)
    return 0
  } finally {
    await db.close()
  }
}

type Asked = { [name: string]: { type: 'string' | 'boolean' } }

function optionsOf<O extends Asked>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, strict: true }).values
  } catch (error) {
    throw usage((error as Error).message, (error as Error).message)
  }
}

const usage = (en: string, zh: string) => fail('server.backup.usage', { problem: { en, 'zh-CN': zh } })

function placeOf(address: string | undefined, option: string): BackupPlace {
  if (!address) throw usage(`${option} is missing.`, `缺少 ${option}。`)
  if (!address.startsWith('s3://')) return folderPlace(resolve(address))
  const [, bucket = '', prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,62})\/?(.*)$/.exec(address) ?? []
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken } = process.env
  const region = process.env.AWS_REGION || 'us-east-1'
  const endpoint = (process.env.AWS_ENDPOINT_URL || `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '')
  if (bucket === '' || !URL.canParse(endpoint))
    throw usage(`${address} at ${endpoint} names no bucket.`, `${endpoint} 的 ${address} 不是存储桶地址。`)
  if (!accessKeyId || !secretAccessKey)
    throw usage(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are needed for a bucket.',
      '使用存储桶时必须设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。',
    )
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
  return bucketPlace({ endpoint, bucket, prefix: folder, region, accessKeyId, secretAccessKey, sessionToken })
}

/** @throws server.backup.passphrase */
function passphraseFrom(): string | Buffer {
  const { TANGRAM_BACKUP_KEY_FILE: file, TANGRAM_BACKUP_PASSPHRASE: phrase } = process.env
  const passphrase = file ? readFileSync(file) : (phrase ?? '')
  if (passphrase.length < minPassphrase) throw fail('server.backup.passphrase', { min: minPassphrase })
  return passphrase
}

/** That of the server; a data directory with a secret of its own belongs to the trial. */
function configuration(): ServerConfig {
  const isTrial = !process.env.TANGRAM_SECRET && existsSync(join(resolve(process.env.TANGRAM_DATA || './data'), 'secret'))
  return configFromEnvironment(isTrial ? ['--trial'] : [], process.env, (line) => say(`· ${line}`))
}

function connection({ databaseUrl, dataDir, progress: log }: ServerConfig) {
  const common = { poolSize: 2, log }
  return databaseUrl ? { databaseUrl, ...common } : { dataDir, ...common }
}

/** A line every two seconds. */
function progress(): (amounts: BackupAmounts) => void {
  let last = performance.now()
  return (amounts) => {
    if (performance.now() - last < 2_000) return
    last = performance.now()
    say(`  ${amountsText(amounts)}`)
  }
}

function amountsText({ tables, rows, files, bytes }: BackupAmounts): string {
  const number = new Intl.NumberFormat('en')
  const megabytes = number.format(Math.round(bytes / 100_000) / 10)
  const [t, r, f] = [tables, rows, files].map((each) => number.format(each))
  return `${t} tables, ${r} rows, ${f} files, ${megabytes} MB · ${t} 张表，${r} 行，${f} 个文件，${megabytes} MB`
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (interrupted.signal.aborted) {
      console.error('Interrupted; nothing was left half done · 已中断，没有留下不完整的内容')
      process.exit(130)
    }
    if (error instanceof AppError) {
      for (const locale of ['en', 'zh-CN'] as const) console.error(`${error.messageIn(locale)}\n${error.fixIn(locale) ?? ''}\n`)
      process.exit(error.code === 'server.backup.usage' ? 2 : 1)
    }
    console.error(error)
    process.exit(1)
  },
)
