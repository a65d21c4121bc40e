import { rmSync } from 'node:fs'
import { configFromEnvironment, startServer } from '@tangram/server'
import { fuzzDesk, fuzzHttp } from '@tangram/server/testing'
import { connect } from '@tangram/storage'
import { dataFolder } from '@tangram/storage/testing'
import type { FuzzOptions, FuzzResult } from './areas.ts'

/** Random requests to every route of a running server, made from their schemas. */
export async function fuzzRequests({ cases, seed, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const dataDir = dataFolder('tangram-fuzz-')
  const db = await connect({ dataDir, poolSize: 2 })
  const config = configFromEnvironment(['--trial'], {
    TANGRAM_DATA: dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    TANGRAM_WORKERS: 'off',
    DATABASE_URL: db.url,
  })
  const server = await startServer({ ...config, sampleSize: { tickets: 500, customers: 50 } })
  try {
    const desk = await fuzzDesk(server, (sql, values) => db.pool.query(sql, values))
    const { requests, byStatus, failures, maxStallMs } = await fuzzHttp({ ...desk, requests: cases, seed, onProgress })
    console.error(JSON.stringify({ byStatus, maxStallMs }))
    return { cases: requests, mismatches: failures.length, ...(failures[0] ? { first: failures } : {}) }
  } finally {
    await server.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
