import type { Sent } from './open-loop.ts'

/** Times in milliseconds, of what was answered; `shed`: 503, `failed`: every other answer that is none, and none at all, `unsent`: never left. */
export type Summary = {
  requests: number
  answered: number
  shed: number
  shedWithoutRetryAfter: number
  failed: number
  unsent: number
  p50: number
  p95: number
  p99: number
  max: number
}

/** `time`: what counts, how long the user waited or how long the request was on its way. */
export function summaryOf(sent: readonly Sent[], time: 'ms' | 'onWireMs' = 'ms'): Summary {
  const answered = sent.filter(({ status }) => status >= 200 && status < 300)
  const shed = sent.filter(({ status }) => status === 503)
  const unsent = sent.filter(({ status }) => status === -1).length
  const times = answered.map((one) => one[time]).toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
  return {
    requests: sent.length,
    answered: answered.length,
    shed: shed.length,
    shedWithoutRetryAfter: shed.filter(({ retryAfter }) => !retryAfter).length,
    failed: sent.length - answered.length - shed.length - unsent,
    unsent,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  }
}
