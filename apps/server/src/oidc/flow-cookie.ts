import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerConfig } from '../config.ts'
import { sessionCookieName } from '../http/cookies.ts'

const name = (config: Pick<ServerConfig, 'secureCookies'>) => `${sessionCookieName(config)}-provider`

/** The mark of a browser that has begun to sign in; several pages of it may do so at once. Only our own pages send it. */
export function markBrowser(request: FastifyRequest, reply: FastifyReply, config: ServerConfig): string {
  const mark = browserMark(request, config) ?? randomBytes(24).toString('base64url')
  reply.setCookie(name(config), mark, { path: '/', httpOnly: true, sameSite: 'strict', secure: config.secureCookies, maxAge: 3600 })
  return mark
}

export function browserMark(request: FastifyRequest, config: ServerConfig): string | undefined {
  const mark = request.cookies[name(config)]
  return mark && /^[A-Za-z0-9_-]{32}$/.test(mark) ? mark : undefined
}
