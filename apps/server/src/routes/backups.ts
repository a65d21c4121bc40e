import { backupBounds } from '@tangram/storage'
import { beginBackup, queueNextBackup } from '../backup/backup-jobs.ts'
import { minPassphrase } from '../backup/min-passphrase.ts'
import { nextBackup } from '../backup/next-backup.ts'
import { addressOfPlan } from '../backup/place-of-plan.ts'
import { invalid } from '../http/invalid.ts'
import { noteDone } from '../http/note-done.ts'
import { defineRoute } from '../http/route.ts'
import { array, bool, integer, localizedText, nullable, object, oneOf, string, uuid } from '../http/schema.ts'
import type { Services } from '../services.ts'

const tag = 'system'
const within = (name: keyof typeof backupBounds) => {
  const [minimum, maximum] = backupBounds[name]
  return integer({ minimum, maximum })
}
const printable = (minLength: number, maxLength: number) => string({ minLength, maxLength, pattern: '^[!-~]+$' })
const bucketSchema = object({
  endpoint: string({ minLength: 8, maxLength: 300, pattern: '^https?://[^\\s/?#@]+/?$' }),
  bucket: string({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' }),
  prefix: string({ maxLength: 300, pattern: '^[^\\u0000-\\u001f]*$' }),
  region: printable(1, 60),
  accessKeyId: printable(1, 200),
})
const planFields = {
  enabled: bool(),
  every: oneOf('days', 'hours'),
  time: string({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  days: array(integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
  hours: within('hours'),
  place: oneOf('folder', 'bucket'),
  bucket: nullable(bucketSchema),
  keep: within('keep'),
  keepDays: nullable(within('keepDays')),
  megabytesPerSecond: within('megabytesPerSecond'),
}
const failure = nullable(object({ code: string(), text: localizedText(), fix: localizedText() }))
const number = () => integer({ minimum: 0 })
const backupSchema = object({
  id: uuid(),
  name: string(),
  place: string(),
  why: oneOf('schedule', 'asked'),
  state: oneOf('waiting', 'running', 'good', 'incomplete', 'failed', 'removed'),
  begunAt: string(),
  finishedAt: nullable(string()),
  release: nullable(string()),
  amounts: object({ tables: number(), rows: number(), files: number(), bytes: number(), stored: number(), missing: number() }),
  error: failure,
  checkState: oneOf('none', 'running', 'good', 'damaged'),
  checkedAt: nullable(string()),
  checkError: failure,
})
const overview = object({
  plan: object(planFields),
  version: integer(),
  hasPassphrase: bool(),
  hasSecretKey: bool(),
  restoredAt: nullable(string()),
  zone: string(),
  folder: string(),
  nextAt: nullable(string()),
  lastGoodAt: nullable(string()),
  backups: array(backupSchema),
})

export const listBackups = defineRoute({
  method: 'GET',
  url: '/api/v1/backups',
  policy: 'admin:system',
  summary: 'Backups that the server makes by itself: the last 200, the plan, when the next is due and the last good one was made',
  tag,
  response: { 200: overview },
  handle: ({ who, services }) => overviewFor(services, who.principal),
})

export const changeBackupPlan = defineRoute({
  method: 'PUT',
  url: '/api/v1/backups/plan',
  policy: 'admin:system',
  summary: 'Changes when backups are made, where they go and how long they stay; passphrase and key are sealed and told to nobody again',
  tag,
  body: object(
    { version: integer({ minimum: 0 }), ...planFields },
    { passphrase: string({ minLength: minPassphrase, maxLength: 500 }), secretAccessKey: printable(1, 500) },
  ),
  bodyLimit: 16 * 1024,
  response: { 200: overview },
  handle: async ({ body, who, request, services }) => {
    const { version, passphrase, secretAccessKey, ...plan } = body
    if (plan.bucket && !URL.canParse(plan.bucket.endpoint))
      throw invalid('/bucket/endpoint', { en: 'expected an address that begins with https://', 'zh-CN': '应为以 https:// 开头的地址' })
    const { backups, audit } = services.storage
    const before = await backups.plan(who.principal)
    // A key goes with its endpoint: it is not sent to another one without being given again.
    if (secretAccessKey === undefined && before.hasSecretKey && plan.bucket && plan.bucket.endpoint !== before.plan.bucket?.endpoint)
      throw invalid('/secretAccessKey', { en: 'the key has to be given again for another address', 'zh-CN': '更换地址时必须重新填写密钥' })
    const after = await backups.change(who.principal, version, plan, {
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(secretAccessKey === undefined ? {} : { secretAccessKey }),
    })
    await queueNextBackup(services)
    await audit.append(who.principal, {
      action: 'backup.plan-change',
      result: 'ok',
      ip: request.ip,
      details: {
        before: before.plan,
        after: after.plan,
        passphraseChanged: passphrase !== undefined,
        keyChanged: secretAccessKey !== undefined,
      },
    })
    return overviewFor(services, who.principal)
  },
})

export const backUpNow = defineRoute({
  method: 'POST',
  url: '/api/v1/backups',
  policy: 'admin:system',
  summary: 'Begins a backup now, by the plan as it is',
  tag,
  response: { 202: backupSchema },
  handle: async ({ who, request, reply, services }) => {
    await services.throttle.admit({ key: 'backup now', limit: 20, windowMs: 3_600_000 })
    const backup = await beginBackup(services, who.principal, 'asked')
    await noteDone({ services, who, request }, 'backup.start', backup.name)
    return reply.code(202).send(backup)
  },
})

export const checkBackupAgain = defineRoute({
  method: 'POST',
  url: '/api/v1/backups/:id/check',
  policy: 'admin:system',
  summary: 'Reads a backup as a whole and holds every part against its digest; nothing is restored',
  tag,
  params: object({ id: uuid() }),
  response: { 202: backupSchema },
  handle: async ({ params, who, request, reply, services }) => {
    await services.throttle.admit({ key: 'backup check', limit: 60, windowMs: 3_600_000 })
    const backup = await services.storage.backups.askCheck(who.principal, params.id)
    await noteDone({ services, who, request }, 'backup.check', backup.name)
    return reply.code(202).send(backup)
  },
})

async function overviewFor({ storage, config, now }: Services, principal: Parameters<Services['storage']['backups']['list']>[0]) {
  const [stored, backups, lastGoodAt] = await Promise.all([
    storage.backups.plan(principal),
    storage.backups.list(principal),
    storage.backups.lastGoodAt(principal),
  ])
  const { zone } = config.organisation
  const folder = addressOfPlan({ place: 'folder', bucket: null }, config.backupDir)
  return { ...stored, zone, folder, nextAt: nextBackup(stored.plan, zone, now()), lastGoodAt, backups }
}
