/** Requests that may be under way at once while the event loop keeps up; more get 503. */
const mostAtOnce = 500
/** The same while it does not: each further request would only wait, and make all others wait longer. */
const mostAtOnceWhenBusy = 150
/** Share of the time the event loop worked, above which it does not keep up. */
const busyFrom = 0.98
const readEveryMs = 1_000

/** What `performance.eventLoopUtilization` counts, in milliseconds since the process began. */
export type LoopTimes = { idle: number; active: number }

/**
 * How many requests may be under way at once, by the share of the last second in which the event loop worked. Reads when asked, so that no
 * timer is needed; a reading holds for a second.
 */
export function placesAtOnce(read: () => LoopTimes, nowMs: () => number): () => number {
  let last = { at: nowMs(), times: read() }
  let most = mostAtOnce
  return () => {
    const at = nowMs()
    if (at - last.at < readEveryMs) return most
    const times = read()
    const active = times.active - last.times.active
    const idle = times.idle - last.times.idle
    most = active / Math.max(active + idle, 1) >= busyFrom ? mostAtOnceWhenBusy : mostAtOnce
    last = { at, times }
    return most
  }
}
