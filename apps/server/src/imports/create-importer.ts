import { Worker } from 'node:worker_threads'
import type { JobHandler, Storage } from '@tangram/storage'
import { serverErrors } from '../errors.ts'
import type { ImportAnswer, ImportAsked, ImporterGiven } from './import-worker.ts'

/** An import of 50,000 rows and 200 columns needs a third of it. */
const maxHeapMb = 256
/** A thread waits so long for the next step of an import before it gives its memory back. */
const idleMs = 60_000

/** Does the jobs that imports are, one at a time, in a thread that is there while there is something to do. */
export type Importer = { jobs: { [kind: string]: JobHandler }; close(): Promise<void> }

export function createImporter(storage: Storage, given: ImporterGiven): Importer {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }
  const start = (): Worker => {
    const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
      workerData: given,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: 32 },
    })
    // An error outside of any job: the next job gets a new thread.
    worker.once('exit', () => {
      if (thread === worker) thread = undefined
    })
    return worker
  }
  const ask = (asked: ImportAsked, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      clearTimeout(idle)
      thread ??= start()
      const worker = thread
      const settle = (failure?: unknown) => {
        signal.removeEventListener('abort', stop)
        worker.removeAllListeners('message')
        worker.removeListener('error', settle)
        worker.removeListener('exit', stopped)
        idle = setTimeout(() => void end(), idleMs)
        idle.unref()
        if (failure === undefined) resolve()
        else reject(failure)
      }
      // The thread was ended with the job half done: it comes again.
      const stopped = () => settle(new Error('the import thread was stopped'))
      const stop = () => void end()
      signal.addEventListener('abort', stop)
      worker.on('message', ({ failure }: ImportAnswer) => settle(failure === undefined ? undefined : new Error(failure)))
      worker.once('error', settle)
      worker.once('exit', stopped)
      worker.postMessage(asked)
    })

  return {
    jobs: {
      'import.run': async (job, { fence, signal }) => {
        const id = String(job.payload.import)
        try {
          await ask({ id, fence }, signal)
        } catch (error) {
          if ((error as { code?: string }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error
          const { text, fix } = serverErrors['server.import.too-large']
          await storage.imports.settle(id, fence, { state: 'failed', error: { code: 'server.import.too-large', text, fix } })
        }
      },
    },
    close: end,
  }
}
