import { setTimeout } from 'node:timers/promises'

/** Holds a stream of bytes to a rate: waits until as much time went by as so many bytes may take. Pauses shorter than a few milliseconds add up first. */
export function paceOf(megabytesPerSecond: number, signal?: AbortSignal): (bytes: number) => Promise<void> {
  const bytesPerMs = (megabytesPerSecond * 1024 * 1024) / 1_000
  let dueAt = performance.now()
  return async (bytes) => {
    const now = performance.now()
    // Time in which nothing was asked for is not saved up.
    dueAt = Math.max(dueAt, now - 100) + bytes / bytesPerMs
    if (dueAt - now > 5) await setTimeout(dueAt - now, undefined, signal ? { signal } : {})
  }
}
