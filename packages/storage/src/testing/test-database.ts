import { randomBytes } from 'node:crypto'
import { invariant } from '@tangram/data-model'
import pg from 'pg'
import { type Database, openPool } from '../database.ts'

/** A fresh clone of the migrated template; closing drops it. `connectAgain` opens a second pool on it, as another server process would. */
export async function testDatabase(options: { poolSize?: number } = {}): Promise<Database & { connectAgain(): Database }> {
  const adminUrl = process.env.TANGRAM_TEST_URL
  invariant(adminUrl, 'TANGRAM_TEST_URL is set by the global setup of the integration tests')
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdmin(adminUrl, `create database ${name} template tangram_template strategy file_copy`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const again: Database[] = []
  const open = () => openPool(url.href, { poolSize: options.poolSize ?? 6 }, async () => {})
  const db = open()
  return {
    ...db,
    connectAgain: () => {
      const other = open()
      again.push(other)
      return other
    },
    close: async () => {
      await Promise.all([db, ...again].map((each) => each.close()))
      await asAdmin(adminUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Two files cloning at once collide on the template for a moment.
    for (let attempt = 0; ; attempt++) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  } finally {
    await client.end()
  }
}
