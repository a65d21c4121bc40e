import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Hook } from './flows.ts'

/** `app.process.start.round.<144 bits that only this installation can make>`: whoever knows it may start the process. */
export function tokenOfHook(secret: string, { app, process, start, round }: Hook): string {
  const parts = [app, process, start, String(round)]
  return [...parts, signature(secret, parts)].join('.')
}

/** The start a token names; null when it was not made here. */
export function hookOf(secret: string, token: string): Hook | null {
  const [app, process, start, round, given, ...more] = token.split('.')
  if (!app || !process || !start || !round || !given || more.length > 0) return null
  const made = Buffer.from(signature(secret, [app, process, start, round]))
  const shown = Buffer.from(given)
  return made.length === shown.length && timingSafeEqual(made, shown) ? { app, process, start, round: Number(round) } : null
}

function signature(secret: string, parts: readonly string[]): string {
  return createHmac('sha256', secret)
    .update(`hook:${parts.join('.')}`)
    .digest('base64url')
    .slice(0, 24)
}
