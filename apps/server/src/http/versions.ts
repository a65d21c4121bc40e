import type { FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'

/** The version in `If-Match`. @throws server.precondition-needed 428 when it is missing or no version of ours */
export function versionIn(request: FastifyRequest): number {
  const match = /^(?:W\/)?"?v?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')
  if (!match) throw fail('server.precondition-needed')
  return Number(match[1])
}
