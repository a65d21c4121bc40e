import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '@tangram/data-model'
import { connect, createStorage, type Fence } from '@tangram/storage'
import { loadPlugIns } from '../plug-ins/load-plug-ins.ts'
import { runImport } from './run-import.ts'

/** What the thread is started with. */
export type ImporterGiven = { databaseUrl: string; fileDir: string; secret: string; zone: string; plugIns: readonly string[] }
/** What it is asked, and what it answers: what went wrong, or nothing. */
export type ImportAsked = { id: string; fence: Fence }
export type ImportAnswer = { failure?: string }

/*
 * Runs imports in a thread of its own, with its own connections: nobody else's request waits behind their millions of cells, and their
 * memory has a limit of its own.
 */
const { databaseUrl, plugIns, ...given } = workerData as ImporterGiven
const { platform } = await loadPlugIns(plugIns)
const db = await connect({ databaseUrl, poolSize: 2, statementTimeoutMs: 120_000 })
const storage = await createStorage({ db, platform, ...given })

parentPort?.on('message', async ({ id, fence }: ImportAsked) => {
  let answer: ImportAnswer = {}
  try {
    await runImport({ storage, platform, id, fence, zone: given.zone })
  } catch (error) {
    // Fenced: it was cancelled, or somebody else goes on with it.
    if (!(error instanceof AppError && error.code === 'storage.job.fenced')) answer = { failure: (error as Error).stack ?? String(error) }
  }
  parentPort?.postMessage(answer)
})
