import type { FastifyReply } from 'fastify'

/** Scripts only from here. Styles may be inline: the component library writes its variables into the page. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** What a browser may do with an answer of the API: nothing but read it. */
export const answerHeaders = {
  ...everywhere,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
} as const

/** What a browser may do with a page of the web apps. */
export function pageHeaders(reply: FastifyReply, secure: boolean): FastifyReply {
  reply.headers({
    ...everywhere,
    'content-security-policy': pagePolicy,
    'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
    'cache-control': 'no-cache',
  })
  return secure ? reply.header('strict-transport-security', 'max-age=31536000') : reply
}

/** Lets pages of these origins frame a page that already has its headers; its address, which holds a token, goes nowhere. */
export function frameHeaders(reply: FastifyReply, sites: readonly string[]): void {
  reply.header('referrer-policy', 'no-referrer')
  if (sites.length === 0) return
  reply.header('content-security-policy', pagePolicy.replace("frame-ancestors 'none'", `frame-ancestors ${sites.join(' ')}`))
  // Knows no lists of origins, and browsers that know `frame-ancestors` heed that alone.
  reply.removeHeader('x-frame-options')
}
