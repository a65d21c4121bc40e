import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerConfig } from '../config.ts'
import { deviceSeconds } from '../sign-in/known-device.ts'

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

/** Outlasts sessions: the browser is known here. */
export function deviceCookieName(config: Pick<ServerConfig, 'secureCookies'>): string {
  return `${sessionCookieName(config)}-device`
}

export function setDeviceCookie(reply: FastifyReply, config: Pick<ServerConfig, 'secureCookies'>, value: string): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secureCookies, maxAge: deviceSeconds } as const
  reply.setCookie(deviceCookieName(config), value, options)
}
