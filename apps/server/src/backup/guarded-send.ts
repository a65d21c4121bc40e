import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { addressGuard } from '../jobs/call-http.ts'

/** Sends one request that is signed already. */
export type Send = (request: Request, body: Buffer | undefined, signal: AbortSignal) => Promise<Response>

/** No part of a backup is larger, nor a list of them. */
const mostRead = 64 * 1024 * 1024

/**
 * Reaches only what may be reached from the house: the public internet and networks the operator opened. What counts is the address that is
 * connected to; redirects are answers like any other.
 */
export function guardedSend(outgoingNetworks: readonly string[]): Send {
  const { mayAsk, lookup } = addressGuard(outgoingNetworks)
  return (request, body, signal) =>
    new Promise((resolve, reject) => {
      const to = new URL(request.url)
      const host = to.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) !== 0 && !mayAsk(host))
        return reject(new Error(`${host} lies in a network of the house; see TANGRAM_OUTGOING_NETWORKS`))
      const headers = { ...Object.fromEntries(request.headers), ...(body ? { 'content-length': String(body.length) } : {}) }
      const options = { method: request.method, headers, lookup, agent: false as const, signal }
      const call = (to.protocol === 'https:' ? requestHttps : requestHttp)(to, options, (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > mostRead) answer.destroy(new Error(`the answer of ${to.host} is larger than 64 MB`))
          else chunks.push(chunk)
        })
        answer.on('error', reject)
        answer.on('end', () => {
          const status = answer.statusCode ?? 502
          resolve(new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status }))
        })
      })
      call.on('error', reject)
      call.end(body)
    })
}
