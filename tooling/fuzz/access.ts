import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPlatform } from '@tangram/app-model'
import { connect, createStorage, migrateSystem } from '@tangram/storage'
import { comparePermissions, dataFolder } from '@tangram/storage/testing'
import type { FuzzOptions, FuzzResult } from './areas.ts'

/** Random apps, roles, people and queries: what storage's SQL gives against a naive look at each record and role. */
export async function fuzzAccess({ cases, seed, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const dataDir = dataFolder('tangram-fuzz-')
  const db = await connect({ dataDir, poolSize: 4 })
  await migrateSystem(db)
  const storage = await createStorage({
    db,
    platform: defaultPlatform,
    zone: 'UTC',
    fileDir: join(dataDir, 'files'),
    secret: 'a secret of at least thirty-two characters',
    linkedSchemas: ['twin'],
  })
  try {
    const { tuples, mismatches, first } = await comparePermissions({ storage, db }, { tuples: cases, seed, onProgress })
    return { cases: tuples, mismatches, first }
  } finally {
    await storage.close()
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
