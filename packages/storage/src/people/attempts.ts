/** One thing that is limited: at most `limit` attempts under the key within any `windowMs`. */
export type Attempt = { key: string; limit: number; windowMs: number }

/**
 * Counts attempts in sliding windows, for all processes together. Lost when PostgreSQL crashes, which is harmless: windows are minutes.
 * Keys are made of what the server knows, never of a header a caller can choose.
 */
export type Attempts = {
  /** Counts all of them, or none when one has reached its limit. @returns milliseconds to wait; 0: admitted */
  admit(attempts: readonly Attempt[]): Promise<number>
  clear(key: string): Promise<void>
}
