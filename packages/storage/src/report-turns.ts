import { fail } from './errors.ts'

export type TurnLimits = {
  /** How many at once. */
  atOnce: number
  /** How many may wait beside them. */
  mostWaiting: number
  /** How long each of them waits. */
  waitMs: number
}

/** First come, first served. */
export type Turns = {
  /**
   * @returns gives the turn back; to be called once
   * @throws storage.report.busy 503 when too many wait or it takes too long, storage.report.left 499 when the signal comes first
   */
  take(signal?: AbortSignal): Promise<() => void>
}

const retryAfter = 5

export function createTurns({ atOnce, mostWaiting, waitMs }: TurnLimits): Turns {
  let taken = 0
  const waiting: (() => void)[] = []
  const giveBack = () => {
    const next = waiting.shift()
    if (next) next()
    else taken--
  }
  return {
    take: async (signal) => {
      if (signal?.aborted) throw fail('storage.report.left')
      if (taken < atOnce) {
        taken++
        return giveBack
      }
      if (waiting.length >= mostWaiting) throw fail('storage.report.busy', {}, { details: { retryAfter } })
      await new Promise<void>((resolve, reject) => {
        const settle = (end: () => void) => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', leave)
          const at = waiting.indexOf(turn)
          if (at >= 0) waiting.splice(at, 1)
          end()
        }
        const turn = () => settle(resolve)
        const leave = () => settle(() => reject(fail('storage.report.left')))
        const timer = setTimeout(() => settle(() => reject(fail('storage.report.busy', {}, { details: { retryAfter } }))), waitMs)
        signal?.addEventListener('abort', leave, { once: true })
        waiting.push(turn)
      })
      return giveBack
    },
  }
}
