import { Worker } from 'node:worker_threads'
import { fail } from './errors.ts'
import type { PictureFormat } from './paint.ts'
import type { PaintAnswer, PaintAsked } from './paint-thread.ts'
import type { Picture } from './picture.ts'

/** Draws pictures in threads of their own: nobody else's request waits behind them. */
export type Painter = {
  /** @throws output.busy 503, output.too-large 413, output.left 499 */
  paint(picture: Picture, format: PictureFormat, signal?: AbortSignal): Promise<Uint8Array>
  close(): Promise<void>
}

/** Cells of all results of a picture; more of them make pages that nobody reads. */
const mostCells = 60_000
const maxHeapMb = 512
/** A thread that has had nothing to draw for so long gives its memory back. */
const idleMs = 60_000

/** @param limits how many pictures are drawn at once, and how many wait for their turn */
export function createPainter({ atOnce = 1, mostWaiting = 8 }: { atOnce?: number; mostWaiting?: number } = {}): Painter {
  const idle: { worker: Worker; timer: NodeJS.Timeout }[] = []
  const all = new Set<Worker>()
  const waiting: (() => void)[] = []
  let drawing = 0

  const start = (): Worker => {
    const kept = idle.pop()
    if (kept) {
      clearTimeout(kept.timer)
      return kept.worker
    }
    const worker = new Worker(new URL('./paint-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } })
    all.add(worker)
    worker.once('exit', () => all.delete(worker))
    return worker
  }
  const rest = (worker: Worker): void => {
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((one) => one.worker === worker),
        1,
      )
      void worker.terminate()
    }, idleMs)
    timer.unref()
    idle.push({ worker, timer })
    worker.unref()
  }
  const turn = async (signal: AbortSignal | undefined): Promise<void> => {
    if (signal?.aborted) throw fail('output.left')
    if (drawing < atOnce) {
      drawing += 1
      return
    }
    if (waiting.length >= mostWaiting) throw fail('output.busy')
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(fail('output.left'))
      }
      signal?.addEventListener('abort', leave, { once: true })
      waiting.push(go)
    })
  }
  /** The place goes to whoever waits longest. */
  const done = (): void => {
    const next = waiting.shift()
    if (next) next()
    else drawing -= 1
  }

  const ask = (asked: PaintAsked, signal: AbortSignal | undefined): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const worker = start()
      worker.ref()
      const settle = (failure: unknown, file?: Uint8Array) => {
        signal?.removeEventListener('abort', leave)
        worker.removeAllListeners('message')
        worker.removeListener('error', broken)
        worker.removeListener('exit', broken)
        if (file) resolve(file)
        else reject(failure)
      }
      const leave = () => {
        settle(fail('output.left'))
        void worker.terminate()
      }
      const broken = (error: unknown) => {
        const isTooLarge = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
        settle(isTooLarge ? fail('output.too-large', { max: mostCells }) : new Error('the painter stopped', { cause: error }))
      }
      worker.on('message', (answer: PaintAnswer) => {
        if ('file' in answer) settle(undefined, answer.file)
        else settle(new Error(answer.failure))
        rest(worker)
      })
      worker.once('error', broken)
      worker.once('exit', broken)
      signal?.addEventListener('abort', leave, { once: true })
      worker.postMessage(asked)
    })

  return {
    paint: async (picture, format, signal) => {
      const cells = picture.tiles.reduce((sum, { result }) => sum + (result ? result.rows.length * result.columns.length : 0), 0)
      if (cells > mostCells) throw fail('output.too-large', { max: mostCells })
      await turn(signal)
      try {
        return await ask({ picture, format }, signal)
      } finally {
        done()
      }
    },
    close: async () => {
      for (const { timer } of idle.splice(0)) clearTimeout(timer)
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
