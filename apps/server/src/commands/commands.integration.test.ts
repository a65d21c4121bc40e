import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import { createStorage, type Storage } from '@tangram/storage'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'

const dataDir = mkdtempSync(join(tmpdir(), 'tangram-commands-'))
const secret = 'pT9vQx2mLk7RzB4nWc8YdF1sHg6JaE3u'
const system = { kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' } as const
let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage

beforeAll(async () => {
  db = await testDatabase()
  storage = await createStorage({ db, platform: defaultPlatform, zone: 'UTC', fileDir: dataDir, secret })
  for (let n = 0; n < 3; n++) await storage.audit.append(system, { action: `act.${n}`, result: 'ok' })
  await storage.audit.seal()
})
afterAll(async () => {
  await storage.close()
  await db.close()
  rmSync(dataDir, { recursive: true })
})

/** What a command says, and the code it ends with. */
function run(command: string, given: string = secret): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, TANGRAM_DATA: dataDir, DATABASE_URL: db.url, TANGRAM_SECRET: given }
  return new Promise((resolve) =>
    execFile(process.execPath, [join(import.meta.dirname, `${command}.ts`)], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    ),
  )
}

it('audit-verify says that the audit is whole and where it ends, and names what was changed', async () => {
  const { last } = await storage.audit.verify(system)
  const whole = await run('audit-verify')
  expect(whole.code, whole.said).toBe(0)
  expect(whole.said).toContain(`ends at ${last.seq} ${last.digest}`)
  expect((await run('audit-verify', 'another secret of thirty-two characters')).code).toBe(2)
  const client = await db.pool.connect()
  await client.query('set session_replication_role = replica')
  const { rows } = await client.query<{ id: string }>(`update tangram.audit set result = 'failed' where action = 'act.1' returning id`)
  client.release(true)
  const changed = await run('audit-verify')
  expect(changed.code).toBe(2)
  expect(changed.said).toContain('the content of an entry was changed')
  expect(changed.said).toContain(rows[0]?.id)
})

it('rotate-keys says when no app has encrypted fields', async () => {
  const { code, said } = await run('rotate-keys')
  expect(code, said).toBe(0)
  expect(said).toContain('No app has encrypted fields')
})
