import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerConfig } from '../config.ts'

/** `__Host-` ties the cookie to this host over https; browsers refuse the prefix on plain http, which only a loopback server uses. */
export function sessionCookieName(config: Pick<ServerConfig, 'secureCookies'>): string {
  return config.secureCookies ? '__Host-tangram' : 'tangram'
}

export function sessionToken(request: FastifyRequest, config: Pick<ServerConfig, 'secureCookies'>): string | undefined {
  const token = request.cookies[sessionCookieName(config)]
  return token && token.length <= 200 ? token : undefined
}

export function setSessionCookie(reply: FastifyReply, config: Pick<ServerConfig, 'secureCookies'>, token: string | null): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secureCookies } as const
  if (token === null) reply.clearCookie(sessionCookieName(config), options)
  else reply.setCookie(sessionCookieName(config), token, options)
}
