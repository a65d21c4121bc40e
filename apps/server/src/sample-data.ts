import { fork } from 'node:child_process'
import { serviceDesk } from '@tangram/example-service-desk'
import type { Storage } from '@tangram/storage'
import type { ServerConfig } from './config.ts'
import type { SampleGiven, SampleNews } from './sample-process.ts'
import { asSystem } from './system-principal.ts'

/** Fills an empty trial with the service desk. @throws what went wrong, as the process that fills it said */
export async function loadSample(config: ServerConfig, storage: Storage, databaseUrl: string): Promise<void> {
  if ((await storage.apps.list(asSystem('sample'))).some(({ id }) => id === serviceDesk.id)) return
  const { fileDir, secret, plugIns, sampleSize } = config
  const given: SampleGiven = {
    databaseUrl,
    fileDir,
    secret,
    zone: config.organisation.zone,
    plugIns,
    ...(sampleSize ? { size: sampleSize } : {}),
  }
  const child = fork(new URL('./sample-process.ts', import.meta.url), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let failure: string | undefined = 'the sample ended before it was loaded'
  child.on('message', (news: SampleNews) => {
    if (news.progress !== undefined) config.progress(news.progress)
    if (news.failure !== undefined) failure = news.failure
    if (news.isDone) failure = undefined
  })
  child.send(given)
  await new Promise((resolve) => child.once('exit', resolve))
  if (failure !== undefined) throw new Error(failure)
}
