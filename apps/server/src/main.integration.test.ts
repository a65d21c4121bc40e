import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from '@tangram/storage/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'

const dataDir = mkdtempSync(join(tmpdir(), 'tangram-main-'))
const secret = 'pT9vQx2mLk7RzB4nWc8YdF1sHg6JaE3u'
let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(async () => {
  await db.close()
  rmSync(dataDir, { recursive: true })
})

function run(env: { [name: string]: string }, args: string[] = []) {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { PATH: process.env.PATH, TANGRAM_DATA: dataDir, LOG_LEVEL: 'silent', ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk
    })
  }
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const says = async (words: RegExp): Promise<RegExpExecArray> => {
    for (let n = 0; n < 600; n++) {
      const match = words.exec(said)
      if (match) return match
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`never said ${words}: ${said}`)
  }
  return { child, ended, says, said: () => said }
}

it('does not start without a secret, and says in both languages how to make one', async () => {
  const server = run({ DATABASE_URL: db.url, PORT: '0' })
  expect(await server.ended).toBe(1)
  expect(server.said()).toContain('TANGRAM_SECRET is missing')
  expect(server.said()).toContain('TANGRAM_SECRET 未设置')
  expect(server.said()).toContain('randomBytes(32)')
})

it('prints where it is and the one-time link, and stops cleanly when told to', async () => {
  const server = run({ DATABASE_URL: db.url, PORT: '0', TANGRAM_SECRET: secret })
  const [, url = ''] = await server.says(/ready[^\n]*(http:\/\/127\.0\.0\.1:\d+)/)
  expect(server.said()).toMatch(/\/setup\?token=[\w-]{43}/)
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true })
  expect((await fetch(`${url}/api/v1/trial/people`)).status).toBe(404)
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  await expect(fetch(`${url}/health`)).rejects.toThrow()
})

it('prints the same link again as long as it has not been used', async () => {
  const links: string[] = []
  for (let n = 0; n < 2; n++) {
    const server = run({ DATABASE_URL: db.url, PORT: '0', TANGRAM_SECRET: secret })
    await server.says(/ready/)
    links.push(/token=([\w-]+)/.exec(server.said())?.[1] ?? '')
    server.child.kill('SIGTERM')
    await server.ended
  }
  expect(links[1]).toBe(links[0])
})
