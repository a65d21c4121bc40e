import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openCluster } from '../cluster/open-cluster.ts'
import { openPool } from '../database.ts'
import { migrateSystem } from '../migrations/migrate-system.ts'
import { dataFolder } from './data-folder.ts'

/** One PostgreSQL for a whole test run, with a migrated template that `testDatabase` clones. Safe to lose, so it never waits for the disk. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = dataFolder('tangram-test-')
  const cluster = await openCluster({
    dataDir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' },
  })
  const admin = new pg.Client({ connectionString: cluster.urlOf('postgres') })
  await admin.connect()
  await admin.query('create database tangram_template')
  const template = openPool(cluster.urlOf('tangram_template'), { poolSize: 1 }, async () => {})
  await migrateSystem(template)
  await template.close()
  await admin.end()
  process.env.TANGRAM_TEST_URL = cluster.urlOf('postgres')
  process.env.TANGRAM_TEST_FILES = join(dataDir, 'test-files')
  mkdirSync(process.env.TANGRAM_TEST_FILES)
  return async () => {
    await cluster.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
