import type { Platform } from '@tangram/app-model'
import { generateServiceDesk, loadServiceDesk } from '@tangram/example-service-desk'
import { createStorage, type Database } from '@tangram/storage'
import type { ServerConfig } from './config.ts'
import { createCompiler } from './jobs/compiled-app.ts'
import { createFlowRunner } from './jobs/flow-runner.ts'

/** Fills an empty trial with the service desk: its two years are played with a clock of their own. */
export async function loadSample(config: ServerConfig, db: Database, platform: Platform): Promise<void> {
  const now = new Date().toISOString()
  const { zone } = config.organisation
  await loadServiceDesk({
    db,
    now,
    data: generateServiceDesk({ now, ...config.sampleSize }),
    async worldAt(clock) {
      const storage = await createStorage({ db, platform, zone, fileDir: config.fileDir, secret: config.secret, now: clock })
      return { storage, flows: createFlowRunner({ storage, compiled: createCompiler(platform), zone, now: clock }) }
    },
    onProgress: (text) => config.progress(`${text.en} · ${text['zh-CN']}`),
  })
}
