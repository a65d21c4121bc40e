import type { FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import { invalid } from './invalid.ts'

/** The version in `If-Match`. @throws server.precondition-needed 428 when it is missing or no version of ours */
export function versionIn(request: FastifyRequest): number {
  const match = /^(?:W\/)?"?v?(\d{1,16})"?$/.exec(request.headers['if-match'] ?? '')
  const version = Number(match?.[1])
  if (!Number.isSafeInteger(version)) throw fail('server.precondition-needed')
  return version
}

/**
 * The version of the app that the values were typed into, from `x-app-version`: what a publish has taken away meanwhile is accepted
 * still. Without the header, today's version counts.
 */
export function appVersionIn(request: FastifyRequest): { appVersion?: number } {
  const given = request.headers['x-app-version']
  if (given === undefined) return {}
  if (typeof given === 'string' && /^\d{1,9}$/.test(given)) return { appVersion: Number(given) }
  throw invalid('/x-app-version', { en: 'expected the version of an app', 'zh-CN': '应为应用的版本号' })
}
