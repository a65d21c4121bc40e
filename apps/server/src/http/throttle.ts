import type { Attempt, Attempts } from '@tangram/storage'
import { fail } from '../errors.ts'

/**
 * Limits what strangers may try, for all processes together: one statement for each request that is limited, none for any other. Keys are
 * made of what the server knows (the connection's address, the account asked for), never of a header a caller can choose.
 */
export type Throttle = {
  /** Counts the attempt under every key. @throws server.throttled 429 with the seconds to wait when one has reached its limit; none counts then */
  admit(...attempts: Attempt[]): Promise<void>
  clear(key: string): Promise<void>
}

export function createThrottle(attempts: Attempts): Throttle {
  return {
    async admit(...asked) {
      const waitMs = await attempts.admit(asked)
      if (waitMs === 0) return
      const seconds = Math.ceil(waitMs / 1000)
      throw fail('server.throttled', { seconds }, { details: { retryAfter: seconds } })
    },
    clear: (key) => attempts.clear(key),
  }
}
