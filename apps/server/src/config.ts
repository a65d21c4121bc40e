import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import type { Locale } from '@tangram/data-model'
import type { UploadQuota } from '@tangram/storage'
import { fail } from './errors.ts'
import type { Places } from './http/places-at-once.ts'

/** All that can be set. `trial` is for looking around on one machine: loopback only, sample people, sample data. */
export type ServerConfig = {
  mode: 'trial' | 'serve'
  host: string
  /** 0: any free one. */
  port: number
  /** True: another free port when this one is taken. */
  portMayVary: boolean
  /** The embedded database, uploads and the trial's secret live here. */
  dataDir: string
  fileDir: string
  /** Where backups go that the server makes by itself, unless into a bucket. */
  backupDir: string
  /** Absent: the embedded PostgreSQL of the data directory. */
  databaseUrl: string | undefined
  /** A replica that reports are read from; absent: the database itself. */
  reportDatabaseUrl: string | undefined
  /** Schemas of the database whose tables and views apps may link and read. */
  linkedSchemas: readonly string[]
  /** The address people reach the server at; absent on loopback: the one it listens on. */
  baseUrl: string | undefined
  secret: string
  /** Secrets before this one: what they sealed still opens, and is sealed anew when it is next used. */
  formerSecrets: readonly string[]
  secureCookies: boolean
  /** True behind one proxy that adds to X-Forwarded-For itself. */
  trustProxy: boolean
  /** `locale`: the language of messages to customers. */
  organisation: { name: string; zone: string; locale: Locale }
  maxUploadBytes: number
  /** Largest table file that is taken for an import. */
  maxImportBytes: number
  /** What may come by a public form without anybody signed in: waiting for its submission, and from one address within an hour. */
  publicUploads: Pick<UploadQuota, 'waiting' | 'hourly'>
  /** Loads the example app with its data at the first start. */
  sample: boolean
  /** Smaller sample data; 20,000 complaints of 800 customers when absent. */
  sampleSize?: { tickets: number; customers: number }
  /** Works on jobs; a process that only answers requests sets it to false. */
  workers: boolean
  /** How many requests may be under way before others are sent away for a moment. */
  places: Places
  poolSize: number
  /** Connections that reports are read over; half of them compute, a quarter writes files, the others look up names. */
  reportPoolSize: number
  /** A longer statement of a report is stopped. */
  reportTimeoutMs: number
  smtpUrl: string | undefined
  mailFrom: string
  /** Gets `{ to, text }` as JSON for each sms. */
  smsUrl: string | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Networks of the house that processes and rules may call: `10.2.0.0/16`. Everything outside of it they may. */
  outgoingNetworks: readonly string[]
  /** Plug-ins by the name of their package or the absolute path of their folder. */
  plugIns: readonly string[]
  /** Built web apps. */
  webRoots: { portal: string; designer: string }
  /** Progress of the start, one line each. */
  progress(line: string): void
}

const megabyte = 1024 * 1024

export type Environment = { readonly [name: string]: string | undefined }

/** @throws server.config.secret, server.config.invalid: the server refuses to start */
export function configFromEnvironment(
  args: readonly string[],
  env: Environment,
  progress: (line: string) => void = () => {},
): ServerConfig {
  const mode = args.includes('--trial') ? 'trial' : 'serve'
  const dataDir = resolve(env.TANGRAM_DATA || './data')
  const host = mode === 'trial' ? '127.0.0.1' : env.HOST || '127.0.0.1'
  const baseUrl = mode === 'trial' ? undefined : baseUrlFrom(env.BASE_URL, host)
  return {
    mode,
    host,
    port: numberFrom(env, 'PORT', 7070, 0, 65_535),
    portMayVary: mode === 'trial' && !env.PORT,
    dataDir,
    fileDir: resolve(env.TANGRAM_FILES || join(dataDir, 'files')),
    backupDir: resolve(env.TANGRAM_BACKUPS || join(dataDir, 'backups')),
    databaseUrl: env.DATABASE_URL || undefined,
    reportDatabaseUrl: env.REPORT_DATABASE_URL || undefined,
    linkedSchemas: linkedSchemasFrom(env.TANGRAM_LINKED_SCHEMAS),
    baseUrl,
    secret:
      mode === 'trial'
        ? env.TANGRAM_SECRET
          ? checkedSecret(env.TANGRAM_SECRET)
          : trialSecret(dataDir)
        : checkedSecret(env.TANGRAM_SECRET),
    formerSecrets: formerSecretsFrom(env.TANGRAM_FORMER_SECRETS),
    secureCookies: baseUrl?.startsWith('https:') ?? false,
    trustProxy: mode === 'serve' && (env.TRUST_PROXY === '1' || env.TRUST_PROXY === 'true'),
    organisation: {
      name: env.TANGRAM_ORGANISATION || 'Tangram',
      zone: zoneFrom(env.TANGRAM_ZONE || 'Asia/Shanghai'),
      locale: env.TANGRAM_LOCALE === 'en' ? 'en' : 'zh-CN',
    },
    maxUploadBytes: numberFrom(env, 'TANGRAM_MAX_UPLOAD_MB', 20, 1, 1024) * 1024 * 1024,
    publicUploads: { waiting: { files: 1_000, bytes: 2_048 * megabyte }, hourly: { files: 200, bytes: 500 * megabyte } },
    maxImportBytes: numberFrom(env, 'TANGRAM_MAX_IMPORT_MB', 200, 1, 1024) * 1024 * 1024,
    sample: mode === 'trial' && env.TANGRAM_SAMPLE !== 'none',
    workers: env.TANGRAM_WORKERS !== 'off',
    places: {
      most: numberFrom(env, 'TANGRAM_REQUESTS', 500, 10, 10_000),
      mostWhenBusy: numberFrom(env, 'TANGRAM_REQUESTS_BUSY', 150, 10, 10_000),
      busyFrom: numberFrom(env, 'TANGRAM_BUSY_PERCENT', 98, 50, 100) / 100,
    },
    poolSize: numberFrom(env, 'TANGRAM_POOL', 10, 4, 200),
    reportPoolSize: numberFrom(env, 'TANGRAM_REPORT_POOL', 8, 2, 200),
    reportTimeoutMs: numberFrom(env, 'TANGRAM_REPORT_TIMEOUT', 30, 1, 3_600) * 1_000,
    smtpUrl: env.SMTP_URL || undefined,
    mailFrom: env.MAIL_FROM || 'Tangram <no-reply@localhost>',
    smsUrl: env.SMS_URL || undefined,
    logLevel: levelFrom(env.LOG_LEVEL, mode),
    outgoingNetworks: networksFrom(env.TANGRAM_OUTGOING_NETWORKS),
    plugIns: plugInsFrom(env.TANGRAM_PLUGINS),
    webRoots: {
      portal: resolve(import.meta.dirname, '../../portal/dist'),
      designer: resolve(import.meta.dirname, '../../designer/dist'),
    },
    progress,
  }
}

/** A secret is 32 characters or more, not a word from an example and not one key held down. */
export function checkedSecret(secret: string | undefined): string {
  if (!secret) throw fail('server.config.secret', { problem: { en: 'is missing', 'zh-CN': '未设置' } })
  if (secret.length < 32)
    throw fail('server.config.secret', { problem: { en: 'is shorter than 32 characters', 'zh-CN': '少于 32 个字符' } })
  const isDefault = /change.?me|default|example|placeholder|your.?secret|tangram.?secret|password/i.test(secret)
  if (isDefault || new Set(secret).size < 10)
    throw fail('server.config.secret', { problem: { en: 'is a default or easy to guess', 'zh-CN': '为默认值或容易被猜到' } })
  return secret
}

/** `older, oldest`: each was good enough to be the secret. */
function formerSecretsFrom(value: string | undefined): string[] {
  const secrets = (value ?? '').split(',').map((each) => each.trim())
  return secrets.filter((each) => each !== '').map(checkedSecret)
}

/** The trial makes its own and keeps it beside its data. */
function trialSecret(dataDir: string): string {
  const file = join(dataDir, 'secret')
  if (existsSync(file)) return checkedSecret(readFileSync(file, 'utf8').trim())
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, secret, { mode: 0o600 })
  chmodSync(file, 0o600)
  return secret
}

function baseUrlFrom(value: string | undefined, host: string): string | undefined {
  if (!value) {
    if (isLoopback(host)) return undefined
    throw fail('server.config.invalid', {
      name: 'BASE_URL',
      problem: {
        en: `is needed when HOST is ${host}, for example https://desk.example.com`,
        'zh-CN': `HOST 为 ${host} 时必须设置，例如 https://desk.example.com`,
      },
    })
  }
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw fail('server.config.invalid', { name: 'BASE_URL', problem: { en: 'not an http(s) address', 'zh-CN': '不是 http(s) 地址' } })
  }
  const url = new URL(value)
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw fail('server.config.invalid', {
      name: 'BASE_URL',
      problem: {
        en: 'must be https outside this machine, or sessions travel in clear text',
        'zh-CN': '在本机之外必须使用 https，否则登录信息会明文传输',
      },
    })
  }
  return url.href.replace(/\/+$/, '')
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** `erp, sales`: names of schemas as PostgreSQL has them. Those of the system are never read. */
function linkedSchemasFrom(value: string | undefined): string[] {
  const names = (value ?? '').split(',').map((name) => name.trim())
  const wrong = names.find((name) => name === 'tangram' || name === 'information_schema' || name.startsWith('pg_'))
  if (wrong === undefined) return names.filter((name) => name !== '')
  throw fail('server.config.invalid', {
    name: 'TANGRAM_LINKED_SCHEMAS',
    problem: { en: `names ${wrong}, which belongs to the system`, 'zh-CN': `包含系统模式 ${wrong}` },
  })
}

/** `@acme/scale, ./plug-ins/scale`: what begins like a path is one, from the folder the server is started in. */
function plugInsFrom(value: string | undefined): string[] {
  const names = (value ?? '').split(',').map((name) => name.trim())
  return names.filter((name) => name !== '').map((name) => (/^\.{0,2}[/\\]|^[A-Za-z]:/.test(name) ? resolve(name) : name))
}

/** `10.2.0.0/16, 192.168.7.9`: networks and addresses. */
function networksFrom(value: string | undefined): string[] {
  const networks = (value ?? '').split(',').map((network) => network.trim())
  return networks
    .filter((network) => network !== '')
    .map((network) => {
      const [address = '', prefix, ...more] = network.split('/')
      const family = isIP(address)
      const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32))
      if (family !== 0 && fits && more.length === 0) return network
      throw fail('server.config.invalid', {
        name: 'TANGRAM_OUTGOING_NETWORKS',
        problem: { en: `${network} is no network such as 10.2.0.0/16`, 'zh-CN': `${network} 不是网段（例如 10.2.0.0/16）` },
      })
    })
}

function numberFrom(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const value = env[name]
  if (!value) return fallback
  const number = Number(value)
  if (Number.isInteger(number) && number >= min && number <= max) return number
  throw fail('server.config.invalid', {
    name,
    problem: { en: `expected a whole number from ${min} to ${max}`, 'zh-CN': `应为 ${min} 到 ${max} 的整数` },
  })
}

function zoneFrom(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw fail('server.config.invalid', {
      name: 'TANGRAM_ZONE',
      problem: { en: `there is no time zone ${zone}`, 'zh-CN': `没有时区 ${zone}` },
    })
  }
}

function levelFrom(value: string | undefined, mode: 'trial' | 'serve'): ServerConfig['logLevel'] {
  const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const
  return levels.find((level) => level === value) ?? (mode === 'trial' ? 'warn' : 'info')
}
