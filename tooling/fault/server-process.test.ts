import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endProcess, startProcess } from './server-process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tangram-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function script(name: string, text: string): string {
  const file = path.join(folder, `${name}.mjs`)
  writeFileSync(file, text)
  return file
}
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('waits for what a server says first, and ends one that is stopped', async () => {
  const file = script('well', 'setTimeout(() => process.send({ ready: process.env.WHO }), 300); setInterval(() => {}, 1000)')
  const { child, ready } = await startProcess<{ ready: string }>(file, { WHO: 'me' }, { slowMs: 60_000, mostMs: 60_000 })
  expect(ready).toEqual({ ready: 'me' })
  child.kill('SIGSTOP')
  await endProcess(child)
  expect(lives(child.pid ?? 0)).toBe(false)
})

it('leaves none running that does not start in time, and tells what it said', async () => {
  const file = script('silent', 'console.log(`pid ${process.pid}, opening`); setInterval(() => {}, 1000)')
  const error = (await startProcess(file, {}, { slowMs: 60_000, mostMs: 3_000 }).catch((caught: unknown) => caught)) as Error
  expect(error.message).toMatch(/silent\.mjs did not start: 3 s, load .+ it said: pid \d+, opening$/)
  expect(lives(Number(/pid (\d+)/.exec(error.message)?.[1]))).toBe(false)
})

it('says how one ended that gave up', async () => {
  const file = script('broken', 'console.error("no database"); process.exitCode = 3; process.disconnect()')
  await expect(startProcess(file, {}, { slowMs: 60_000, mostMs: 60_000 })).rejects.toThrow(/ended with 3 while starting: .*no database$/)
})
