import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { CustomFetch } from 'openid-client'
import { isLoopback } from '../config.ts'
import { addressGuard } from '../jobs/call-http.ts'

/** Most that is read of an answer, bytes. */
const mostRead = 1024 * 1024
const timeoutMs = 10_000
/** What a provider in the house may have; never this machine nor link-local addresses, where clouds keep their secrets. */
const privateNetworks = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']

export type Reach = {
  /** Networks that the operator opened for everything. */
  outgoingNetworks: readonly string[]
  issuer: string
  /** Whether the issuer's host may lie in a private network. */
  privateNetwork: boolean
}

/** Why a provider could not be asked. */
export class CannotAsk extends Error {
  readonly kind: 'address' | 'forbidden' | 'timeout' | 'too-large' | 'unreachable'
  readonly host: string
  constructor(kind: CannotAsk['kind'], host: string, detail = '') {
    super(detail)
    this.kind = kind
    this.host = host
  }
}

/**
 * What the OpenID library asks providers with: https, by addresses that may be asked, no redirects. What counts is the address that is
 * connected to. Plain http is for a provider on this machine.
 */
export function guardedFetch({ outgoingNetworks, issuer, privateNetwork }: Reach): CustomFetch {
  const narrow = addressGuard(outgoingNetworks)
  const wide = addressGuard([...outgoingNetworks, ...privateNetworks])
  const home = URL.canParse(issuer) ? new URL(issuer).hostname : ''
  return (address, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const to = URL.canParse(address) ? new URL(address) : undefined
      if (!to || !isAskable(to)) return reject(new CannotAsk('address', address.slice(0, 200)))
      const { mayAsk, lookup } = privateNetwork && to.hostname === home ? wide : narrow
      const host = to.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) !== 0 && !mayAsk(host)) return reject(new CannotAsk('forbidden', to.host))
      const sent = body === undefined || body === null ? undefined : Buffer.from(String(body))
      const limit = AbortSignal.timeout(timeoutMs)
      const call = (to.protocol === 'https:' ? requestHttps : requestHttp)(
        to,
        {
          method,
          headers: { ...headers, ...(sent ? { 'content-length': sent.length } : {}) },
          lookup,
          agent: false,
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        },
        (answer) => {
          const chunks: Buffer[] = []
          let size = 0
          answer.on('data', (chunk: Buffer) => {
            size += chunk.length
            if (size > mostRead) answer.destroy(new CannotAsk('too-large', to.host))
            else chunks.push(chunk)
          })
          answer.on('error', (error) => reject(failureOf(error, to.host)))
          answer.on('end', () => {
            const status = answer.statusCode ?? 502
            const content = status === 204 || status === 304 ? null : Buffer.concat(chunks)
            resolve(new Response(content, { status, headers: plain(answer.headers) }))
          })
        },
      )
      call.on('error', (error) => reject(failureOf(error, to.host)))
      call.end(sent)
    })
}

/** Whether a provider may have this address. */
export function isAskable({ protocol, hostname, username }: URL): boolean {
  return (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) && username === ''
}

function failureOf(error: Error, host: string): CannotAsk {
  if (error instanceof CannotAsk) return error
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new CannotAsk('timeout', host)
  if ((error as { code?: string }).code === 'http.forbidden') return new CannotAsk('forbidden', host)
  return new CannotAsk('unreachable', host, error.message)
}

function plain(headers: NodeJS.Dict<string | string[]>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]))
}
