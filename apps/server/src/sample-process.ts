import { generateServiceDesk, loadServiceDesk } from '@tangram/example-service-desk'
import { connect, createStorage } from '@tangram/storage'
import type { ServerConfig } from './config.ts'
import { createCompiler } from './jobs/compiled-app.ts'
import { createFlowRunner } from './jobs/flow-runner.ts'
import { loadPlugIns } from './plug-ins/load-plug-ins.ts'

/** What the process is told when it starts, and what it tells. */
export type SampleGiven = {
  databaseUrl: string
  fileDir: string
  secret: string
  zone: string
  plugIns: readonly string[]
  size?: NonNullable<ServerConfig['sampleSize']>
}
export type SampleNews = { progress?: string; failure?: string; isDone?: boolean }

/*
 * Plays the two years of the sample in a process of its own: the hundreds of megabytes that the play of 20,000 complaints leaves behind
 * go with it.
 */
const tell = (news: SampleNews) => process.send?.(news)

process.once('message', async ({ databaseUrl, plugIns, size, ...given }: SampleGiven) => {
  const { zone } = given
  const now = new Date().toISOString()
  try {
    const { platform } = await loadPlugIns(plugIns)
    const db = await connect({ databaseUrl, poolSize: 4 })
    await loadServiceDesk({
      db,
      now,
      data: generateServiceDesk({ now, ...size }),
      async worldAt(clock) {
        const storage = await createStorage({ db, platform, ...given, now: clock })
        return { storage, flows: createFlowRunner({ storage, compiled: createCompiler(platform), zone, now: clock }) }
      },
      onProgress: (text) => tell({ progress: `${text.en} · ${text['zh-CN']}` }),
    })
    await db.close()
    tell({ isDone: true })
  } catch (error) {
    tell({ failure: (error as Error).stack ?? String(error) })
  }
  process.disconnect()
})
/** Nobody waits for the sample any more. */
process.once('disconnect', () => process.exit())
