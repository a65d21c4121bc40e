import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBackup, restoreBackup } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from '../system-principal.ts'
import { type Caller, type Desk, type Json, openDesk, until } from '../testing/open-desk.ts'
import { beginBackup } from './backup-jobs.ts'
import { folderPlace } from './folder-place.ts'

const passphrase = 'seven clever boards'
const system = asSystem('test')
let desk: Desk
let admin: Caller
let folder: string

beforeAll(async () => {
  desk = await openDesk()
  admin = await desk.as('admin')
  folder = join(desk.dataDir, 'backups')
})
afterAll(() => desk.close())

const overview = () => admin.get('/api/v1/backups')
async function save(changes: Json): Promise<Json> {
  const { plan, version } = await overview()
  const answer = await admin.send('PUT', '/api/v1/backups/plan', { version, ...plan, ...changes })
  return { status: answer.statusCode, ...answer.json() }
}
const settled = (id: string) =>
  until(async () => {
    const { backups } = await overview()
    const found = backups.find((each: Json) => each.id === id)
    return !['waiting', 'running'].includes(found.state) && found.checkState !== 'running' && found
  })
async function backUpNow(): Promise<Json> {
  const { id } = await admin.post('/api/v1/backups')
  await settled(id)
  // Its job is gone a moment after its row says so.
  await until(async () => (await desk.query(`select from tangram.job where key = 'backup:run'`)).rows.length === 0)
  return settled(id)
}
/** Names have seconds: the next backup takes another. */
const nextSecond = () => until(async () => new Date().toISOString().slice(0, 19) !== (await overview()).backups[0]?.begunAt.slice(0, 19))
const files = () => readdirSync(folder).sort()
const jobsDue = async () => (await desk.query(`select key from tangram.job where kind = 'backup.due'`)).rows.map((row: Json) => row.key)

describe('backups that the server makes by itself', () => {
  it('are off at first, and are made only once a passphrase was given', async () => {
    expect(await overview()).toMatchObject({ plan: { enabled: false }, nextAt: null, lastGoodAt: null, backups: [], folder })
    expect((await admin.send('POST', '/api/v1/backups')).json()).toMatchObject({ code: 'storage.backup.plan-lacks' })
    expect(await save({ enabled: true })).toMatchObject({ status: 422, code: 'storage.backup.plan-lacks' })
    const saved = await save({ enabled: true, passphrase, megabytesPerSecond: 1_000 })
    expect(saved).toMatchObject({ status: 200, hasPassphrase: true, version: 1 })
    expect(JSON.stringify(saved)).not.toContain(passphrase)
    expect((await desk.query('select secrets from tangram.backup_plan')).rows[0].secrets).not.toContain(passphrase)
    expect(await jobsDue()).toEqual([`backup:due:1:${saved.nextAt}`])
  })

  it('refuse what changed meanwhile, and people who are no administrators', async () => {
    const { plan } = await overview()
    expect((await admin.send('PUT', '/api/v1/backups/plan', { version: 0, ...plan })).json()).toMatchObject({
      code: 'storage.backup.plan-changed',
    })
    const other = await desk.as('lin_yue')
    for (const [method, url] of [
      ['GET', '/api/v1/backups'],
      ['POST', '/api/v1/backups'],
    ] as const)
      expect((await other.send(method, url)).statusCode).toBe(403)
  })

  it('are made now, checked, listed, and open with the passphrase', async () => {
    const made = await backUpNow()
    expect(made).toMatchObject({ state: 'good', why: 'asked', checkState: 'good', error: null, release: '0.1.0' })
    expect(made.amounts.rows).toBeGreaterThan(80)
    expect((await overview()).lastGoodAt).toBe(made.begunAt)
    const { manifest } = await openBackup(folderPlace(folder).open(made.name), passphrase)
    expect(manifest.tables.reduce((sum, table) => sum + table.rows, 0)).toBe(made.amounts.rows)
    const { rows } = await desk.query(`select action from tangram.audit where action like 'backup.%' order by id`)
    expect(rows.map((row: Json) => row.action)).toEqual(expect.arrayContaining(['backup.plan-change', 'backup.start', 'backup.finish']))
  })

  it('are one at a time, whoever asks', async () => {
    await nextSecond()
    const asked = await Promise.all(Array.from({ length: 5 }, () => admin.send('POST', '/api/v1/backups')))
    expect(asked.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409, 409, 409])
    const [begun] = asked.filter(({ statusCode }) => statusCode === 202)
    const { id } = begun?.json() ?? {}
    expect(await settled(id)).toMatchObject({ state: 'good' })
  })

  it('go on after the process that made one was killed: what it left is no obstacle', async () => {
    await nextSecond()
    await until(async () => (await desk.query(`select from tangram.job where key = 'backup:run'`)).rows.length === 0)
    const { server } = desk
    const name = '2026-01-02T03-04-05Z'
    mkdirSync(join(folder, `${name}.part`))
    writeFileSync(join(folder, `${name}.part`, 'part-000001'), 'half')
    // As a killed process leaves it: begun, its job held under a lease that ran out.
    const backup = await server.storage.transaction(async ({ client }) => {
      const { rows } = await client.query(
        `insert into tangram.backup (id, name, place, why, state, begun_at, amounts)
         values (gen_random_uuid(), $1, $2, 'schedule', 'running', now(), '{"tables":3,"rows":1,"files":0,"bytes":9,"stored":0,"missing":0}') returning id`,
        [name, folder],
      )
      await client.query(
        `insert into tangram.job (kind, payload, key, due_at, attempt, lease_until, worker)
         values ('backup.run', jsonb_build_object('backup', $1::text), 'backup:run', now(), 1, now() - interval '1 second', 'gone')`,
        [rows[0].id],
      )
      return rows[0]
    })
    expect(await settled(backup.id)).toMatchObject({ state: 'good', name })
    expect(files()).toContain(name)
    expect(files().filter((each) => each.endsWith('.part'))).toEqual([])
  })

  it('made up for when the server was not there: what was due is done once, and the next is planned', async () => {
    await until(async () => (await desk.query(`select from tangram.job where key = 'backup:run'`)).rows.length === 0)
    await nextSecond()
    const before = (await overview()).backups.length
    await desk.query(`update tangram.job set due_at = now() - interval '3 days', key = 'backup:due:1:missed' where kind = 'backup.due'`)
    await desk.query(`notify tangram, 'job'`)
    const made = await until(async () => (await overview()).backups.find((each: Json) => each.why === 'schedule' && each.name > '2026-02'))
    expect(await settled(made.id)).toMatchObject({ state: 'good' })
    expect((await overview()).backups).toHaveLength(before + 1)
    expect(await jobsDue()).toHaveLength(1)
  })

  it('go when they are too many, and never before a newer one was whole', async () => {
    await until(async () => (await desk.query(`select from tangram.job where key = 'backup:run'`)).rows.length === 0)
    await save({ keep: 2 })
    const before = files()
    expect(before.length).toBeGreaterThan(2)
    const secret = (await desk.query('select secrets from tangram.backup_plan')).rows[0].secrets
    await desk.query(`update tangram.backup_plan set secrets = 'v1.gone'`)
    await nextSecond()
    await expect(
      beginBackup({ storage: desk.server.storage, config: configOf(), now: () => new Date().toISOString() }, system, 'asked'),
    ).rejects.toMatchObject({
      code: 'storage.backup.plan-lacks',
    })
    expect(files()).toEqual(before)
    await desk.query('update tangram.backup_plan set secrets = $1', [secret])
    const made = await backUpNow()
    await until(async () => files().length === 2)
    expect(files()).toContain(made.name)
    expect((await overview()).backups.filter((each: Json) => each.state === 'good')).toHaveLength(2)
  })

  it('tell whether one is damaged, and every administrator when it is', async () => {
    const { id, name } = (await overview()).backups.find((each: Json) => each.state === 'good')
    await admin.post(`/api/v1/backups/${id}/check`)
    expect(await settled(id)).toMatchObject({ checkState: 'good' })
    truncateSync(join(folder, name, 'part-000001'), 100)
    await admin.post(`/api/v1/backups/${id}/check`)
    expect(await settled(id)).toMatchObject({ checkState: 'damaged', checkError: { code: 'storage.backup.damaged' } })
    const told = await until(async () => (await admin.get('/api/v1/notifications')).find((each: Json) => each.text.en.includes(name)))
    expect(told.text['zh-CN']).toContain('未通过检查')
    expect((await overview()).lastGoodAt).not.toBe((await overview()).backups.find((each: Json) => each.id === id).begunAt)
  })

  it('that fail say why, remove nothing and tell every administrator', async () => {
    await nextSecond()
    const before = files()
    const bucket = { endpoint: 'http://127.0.0.1:1', bucket: 'backups', prefix: '', region: 'us-east-1', accessKeyId: 'KEY' }
    await save({ place: 'bucket', bucket, secretAccessKey: 'kept-to-itself' })
    const failed = await backUpNow()
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'server.backup.store' } })
    expect(failed.error.text.en).toContain('network of the house')
    expect(files()).toEqual(before)
    const told = await until(async () =>
      (await admin.get('/api/v1/notifications')).find((each: Json) => each.text.en.startsWith('A backup failed')),
    )
    expect(told.text['zh-CN']).toContain('备份失败')
    expect(JSON.stringify(await overview())).not.toContain('kept-to-itself')
    const moved = { ...bucket, endpoint: 'https://elsewhere.example' }
    expect(await save({ bucket: moved })).toMatchObject({ status: 400 })
    expect(await save({ place: 'folder', bucket: null })).toMatchObject({ status: 200 })
  })

  it('are off on a machine that was restored from one', async () => {
    const good = (await overview()).backups.find((each: Json) => each.state === 'good' && each.checkState === 'good')
    const db = await testDatabase()
    await db.pool.query('drop schema tangram cascade')
    const store = folderPlace(folder).open(good.name)
    await restoreBackup(store, await openBackup(store, passphrase), {
      db,
      fileDir: join(desk.dataDir, 'other'),
      secret: 'k7Qw9ZtR2mXv4LpB8nHc6JdF3sGy5TaE',
      mayLoseSealed: true,
    })
    const { rows } = await db.pool.query('select settings, restored_at from tangram.backup_plan')
    expect(rows[0]).toMatchObject({ settings: { enabled: false }, restored_at: expect.any(String) })
    expect((await db.pool.query(`select from tangram.job where kind like 'backup.%'`)).rows).toEqual([])
    expect((await db.pool.query(`select from tangram.backup where state in ('waiting', 'running')`)).rows).toEqual([])
    await db.close()
  })
})

const configOf = () => ({
  fileDir: join(desk.dataDir, 'files'),
  backupDir: folder,
  secret: '',
  outgoingNetworks: [],
  organisation: { name: 'T', zone: 'Asia/Shanghai', locale: 'zh-CN' as const },
})
