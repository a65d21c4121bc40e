/** Requests that may be under way at once while the event loop keeps up, and while it does not; more get 503. */
export type Places = {
  most: number
  /** Each further request would only wait, and make all others wait longer. */
  mostWhenBusy: number
  /** Share of the last second that the event loop worked, from which it does not keep up. */
  busyFrom: number
}

const readEveryMs = 1_000

/** What `performance.eventLoopUtilization` counts, in milliseconds since the process began. */
export type LoopTimes = { idle: number; active: number }

/**
 * How many requests may be under way at once, by the share of the last second in which the event loop worked. Reads when asked, so that no
 * timer is needed; a reading holds for a second.
 */
export function placesAtOnce(places: Places, read: () => LoopTimes, nowMs: () => number): () => number {
  let last = { at: nowMs(), times: read() }
  let { most } = places
  return () => {
    const at = nowMs()
    if (at - last.at < readEveryMs) return most
    const times = read()
    const active = times.active - last.times.active
    const idle = times.idle - last.times.idle
    most = active / Math.max(active + idle, 1) >= places.busyFrom ? places.mostWhenBusy : places.most
    last = { at, times }
    return most
  }
}
