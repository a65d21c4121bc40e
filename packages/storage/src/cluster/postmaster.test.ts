import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startPostmaster } from './postmaster.ts'

const dirs: string[] = []
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})

/** Starts this script in place of PostgreSQL. */
function start(script: string) {
  const dir = mkdtempSync(join(tmpdir(), 'tangram-postmaster-'))
  dirs.push(dir)
  const postgres = join(dir, 'postgres-script')
  const cluster = join(dir, 'postgres')
  const logFile = join(dir, 'postgres.log')
  mkdirSync(cluster)
  writeFileSync(postgres, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const binaries = { version: '18', root: dir, postgres, initdb: postgres }
  return startPostmaster({ binaries, cluster, port: 1, password: '', account: null, logFile, settings: {} })
}

describe.skipIf(process.platform === 'win32')('a postmaster that stops at once', () => {
  it('is reported with its last words', async () => {
    await expect(start('echo one; echo two; exit 1')).rejects.toThrow('one | two')
  })

  it('is reported also when its directory is removed under it', async () => {
    await expect(start('rm "$2/../postgres.log"; exit 1')).rejects.toThrow('it stopped at once')
  })
})
