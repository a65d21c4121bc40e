import { lookup } from 'node:dns'
import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { type Capabilities, TemporaryFailure } from '@tangram/actions'
import type { JsonValue } from '@tangram/data-model'

export type HttpCall = Capabilities['http']['request']

/** Most that is read of an answer, bytes. */
const mostRead = 1024 * 1024

/** Networks that are nobody's address on the internet: this machine, private ones, link-local, shared, documentation, multicast. */
const notPublic: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // This machine, and IPv4 addresses in the way they were once written in IPv6.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

/**
 * Asks other systems, and only those outside: what counts is the address that is connected to, not the one a name promised a moment
 * before. Redirects are answers like any other.
 *
 * @param allowed networks of the house that may be asked all the same: `10.2.0.0/16`, `127.0.0.1/32`
 */
export function createHttpCall(allowed: readonly string[]): HttpCall {
  const { mayAsk, lookup: checkedLookup } = addressGuard(allowed)

  return ({ method, url, headers = {}, body, timeoutMs }, { key }) =>
    new Promise((resolve, reject) => {
      const to = URL.canParse(url) ? new URL(url) : undefined
      if (!to || (to.protocol !== 'https:' && to.protocol !== 'http:'))
        return reject(new TemporaryFailure('http.address', `${url.slice(0, 200)} is no http or https address`))
      const host = to.hostname.replace(/^\[|\]$/g, '')
      // A name is checked where it is looked up; an address is not looked up.
      if (isIP(host) !== 0 && !mayAsk(host)) return reject(forbidden(host))
      const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
      const options: RequestOptions = {
        method,
        headers: {
          accept: 'application/json, text/plain;q=0.9, */*;q=0.1',
          'user-agent': 'Tangram',
          ...ownHeaders(headers),
          ...(sent ? { 'content-type': 'application/json', 'content-length': sent.length } : {}),
          'idempotency-key': key,
        },
        lookup: checkedLookup,
        // A connection that is kept could have been made under another rule.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
      }
      const fail = (error: Error) => reject(failureOf(error, to.host))
      const call = (to.protocol === 'https:' ? requestHttps : requestHttp)(to, options, (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > mostRead) answer.destroy(new TemporaryFailure('http.too-large', `the answer of ${to.host} is larger than 1 MB`))
          else chunks.push(chunk)
        })
        answer.on('error', fail)
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: answer.statusCode ?? 0, body: bodyOf(text, answer.headers['content-type'] ?? '') })
        })
      })
      call.on('error', fail)
      call.end(sent)
    })
}

/** Which addresses may be connected to. `lookup` goes into a request: the address it connects to is the one that was checked. */
export function addressGuard(allowed: readonly string[]): { mayAsk(address: string): boolean; lookup: LookupFunction } {
  const closed = blockList(notPublic)
  const open = blockList(allowed.map(networkIn))
  const mayAsk = (address: string): boolean => {
    const [plain, family] = unmapped(address)
    return open.check(plain, family) || !closed.check(plain, family)
  }
  const checkedLookup: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0)
      const addresses = found.filter(({ address }) => mayAsk(address))
      const [first] = addresses
      if (!first) return done(forbidden(hostname), '', 0)
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
  return { mayAsk, lookup: checkedLookup }
}

const ofConnection = new Set([
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'idempotency-key',
  'upgrade',
  'expect',
])

/** What an author may say; what belongs to the connection is ours. */
function ownHeaders(headers: { [name: string]: string }): { [name: string]: string } {
  const sound = Object.entries(headers).filter(
    ([name, value]) =>
      /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) &&
      !ofConnection.has(name.toLowerCase()) &&
      /^[\t\x20-\x7e\x80-\xff]{0,4000}$/.test(value),
  )
  return Object.fromEntries(sound)
}

/** JSON as a value, anything else as the text it is. */
function bodyOf(text: string, type: string): JsonValue {
  if (!/[/+]json\b/i.test(type)) return text
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

function failureOf(error: Error, host: string): Error {
  if (error instanceof TemporaryFailure) return error
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return new TemporaryFailure('http.timeout', `${host} did not answer in time`)
  return new TemporaryFailure('http.unreachable', `${host} could not be reached: ${error.message}`)
}

const forbidden = (host: string) =>
  new TemporaryFailure('http.forbidden', `${host} lies in a network of the house; TANGRAM_OUTGOING_NETWORKS names those that may be asked`)

/** `::ffff:10.0.0.1` is 10.0.0.1. */
function unmapped(address: string): [string, 'ipv4' | 'ipv6'] {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (dotted) return [dotted, 'ipv4']
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (hex) {
    const [high, low] = [Number.parseInt(hex[1] ?? '', 16), Number.parseInt(hex[2] ?? '', 16)]
    return [[high >> 8, high & 255, low >> 8, low & 255].join('.'), 'ipv4']
  }
  return [address, isIP(address) === 6 ? 'ipv6' : 'ipv4']
}

function blockList(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return list
}

/** `10.2.0.0/16`, or one address. */
function networkIn(text: string): [string, number] {
  const [address = '', prefix] = text.split('/')
  return [address, prefix === undefined ? (isIP(address) === 6 ? 128 : 32) : Number(prefix)]
}
