import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBackup, restoreBackup } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp } from './back-up.ts'
import { type Bucket, bucketPlace } from './bucket-place.ts'

const directory = mkdtempSync(join(tmpdir(), 'tangram-bucket-'))
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'backups', configs: [] }] })
const passphrase = 'seven clever boards'
const secret = 'k7Qw9ZtR2mXv4LpB8nHc6JdF3sGy5TaE'
let bucket: Bucket
beforeAll(async () => {
  const { port } = (await server.run()) as AddressInfo
  // What this server knows; it looks at the key's id and does not compute signatures.
  const access = { region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  bucket = { endpoint: `http://127.0.0.1:${port}`, bucket: 'backups', prefix: 'a & b/', ...access }
})
afterAll(async () => {
  await server.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('a bucket of an S3-compatible store', () => {
  it('takes backups and gives them back; those that broke off are not listed, old ones go', async () => {
    const db = await testDatabase()
    await db.pool.query(`insert into tangram.person (login, name) values ('lin_yue', 'Lin Yue')`)
    const place = bucketPlace(bucket)
    expect(await place.list()).toEqual([])
    const given = { db, fileDir: directory, secret, passphrase, release: '0.1.0' }
    await place.begin('2026-11-23T09-00-00Z').put('part-000001', Buffer.from('half'))
    for (const hour of [10, 11, 12]) await backUp(place, { ...given, now: `2026-11-23T${hour}:00:00.000Z`, keep: 2 })
    expect(await place.list()).toEqual(['2026-11-23T11-00-00Z', '2026-11-23T12-00-00Z'])

    const empty = await testDatabase()
    await empty.pool.query('drop schema tangram cascade')
    const store = place.open('2026-11-23T12-00-00Z')
    await restoreBackup(store, await openBackup(store, passphrase), { db: empty, fileDir: directory, secret })
    expect((await empty.pool.query('select login from tangram.person')).rows).toEqual([{ login: 'lin_yue' }])
    await expect(store.get('part-000099')).rejects.toMatchObject({ code: 'storage.backup.damaged' })

    const draft = place.begin('2026-11-23T13-00-00Z')
    await draft.put('manifest', Buffer.from('x'))
    await draft.abandon()
    expect(await place.list()).toHaveLength(2)
    await db.close()
    await empty.close()
  })

  it('that refuses is told with its reason', async () => {
    const other = bucketPlace({ ...bucket, accessKeyId: 'other' })
    const refused = { code: 'server.backup.store', params: { reason: expect.stringContaining('InvalidAccessKeyId') } }
    await expect(other.begin('2026-11-23T14-00-00Z').put('part-000001', Buffer.from('x'))).rejects.toMatchObject(refused)
    await expect(bucketPlace({ ...bucket, bucket: 'none' }).list()).rejects.toMatchObject({ code: 'server.backup.store' })
  })
})
