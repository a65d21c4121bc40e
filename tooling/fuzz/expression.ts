import { rmSync } from 'node:fs'
import { compareAnswers } from '@tangram/expression/testing'
import { connect } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import pg from 'pg'
import type { FuzzOptions, FuzzResult } from './areas.ts'

/** Random typed expressions over random rows: closures against an embedded PostgreSQL of their own. */
export async function fuzzExpression(options: FuzzOptions): Promise<FuzzResult> {
  const dataDir = dataFolder('tangram-fuzz-')
  const database = await connect({ dataDir, poolSize: 1 })
  const client = new pg.Client({ connectionString: database.url })
  try {
    await client.connect()
    return await compareAnswers(client, options)
  } finally {
    await client.end()
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
