import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bucket, bucketPlace } from './bucket-place.ts'
import { guardedSend, type Send } from './guarded-send.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY'
const accessKeyId = 'AKID+/EXAMPLE'
/** Keys of the bucket, and what each request said. */
const kept = new Map<string, Buffer>()
const asked: string[] = []
let sessionToken: string | undefined
/** What a list is cut at, so that the next page is asked for by a token. */
let pageSize = 1_000
let endpoint = ''

/** A store that holds every signature against what AWS's own library makes of the request as it came over the wire. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', async () => {
    const [path = '', search = ''] = (request.url ?? '').split('?')
    const key = decodeURIComponent(path).replace('/backups/', '').replace('/backups', '')
    const query = new URLSearchParams(search)
    asked.push(`${request.method} ${request.url}`)
    if (!(await isSigned(request, decodeURIComponent(path), query)))
      return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    if (request.method === 'PUT') kept.set(key, Buffer.concat(chunks))
    if (request.method === 'DELETE') kept.delete(key)
    if (request.method !== 'GET') return response.end()
    if (query.has('list-type')) return response.end(listed(query))
    const content = kept.get(key)
    return content ? response.end(content) : response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
  })
})

async function isSigned({ method = '', headers }: IncomingMessage, path: string, query: URLSearchParams): Promise<boolean> {
  const authorization = headers.authorization ?? ''
  const names = (/SignedHeaders=([^,]*)/.exec(authorization)?.[1] ?? '').split(';')
  const signed = Object.fromEntries(names.filter((name) => name !== 'authorization').map((name) => [name, String(headers[name])]))
  const at = String(headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
  const signer = new SignatureV4({ service: 's3', region: 'cn-north-1', credentials, sha256: Sha256, applyChecksum: false })
  const request = { method, protocol: 'http:', hostname: '127.0.0.1', path, query: Object.fromEntries(query), headers: signed }
  const expected = await signer.sign(request, { signingDate: new Date(at) })
  return expected.headers.authorization === authorization
}

function listed(query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? ''
  const all = [...kept.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort()
  const page = all.slice(0, pageSize)
  const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const next = all.length > page.length ? `<NextContinuationToken>${xml(page.at(-1) ?? '')}</NextContinuationToken>` : ''
  return `<ListBucketResult>${page.map((key) => `<Contents><Key>${xml(key)}</Key></Contents>`).join('')}${next}</ListBucketResult>`
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const given = (more: Partial<Bucket> = {}): Bucket => ({
  endpoint,
  bucket: 'backups',
  prefix: '',
  region: 'cn-north-1',
  accessKeyId,
  secretAccessKey,
  ...more,
})
const ways: [name: string, send: Send | undefined][] = [
  ['fetch', undefined],
  ['the guarded connection', guardedSend(['127.0.0.0/8'])],
]
const oddText = fc.string({
  unit: fc.constantFrom(...' +&=%~!\'()*;:@$,?#[]"<>|^`{}\\aZ09._-', '备', '份', 'é', '😀'),
  minLength: 1,
  maxLength: 12,
})
const name = '2026-11-23T10-00-00Z'

describe.each(ways)('requests to a bucket by %s', (_name, send) => {
  it('are signed as the store reckons it, whatever stands in names, queries and tokens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(oddText, { minLength: 1, maxLength: 3 }),
        fc.option(oddText),
        fc.uint8Array({ maxLength: 200 }),
        async (parts, token, body) => {
          // A path cannot hold them: every client takes them out.
          fc.pre(parts.every((part) => part !== '.' && part !== '..'))
          kept.clear()
          sessionToken = token === null ? undefined : encodeURIComponent(token).replaceAll("'", '')
          pageSize = 1
          const prefix = `${parts.join('/')}/`
          const place = bucketPlace(given({ prefix, sessionToken, ...(send ? { send } : {}) }))
          const content = Buffer.from(body)
          const draft = place.begin(name)
          await draft.put('part-000001', content)
          await draft.put('manifest', content)
          expect(kept.has(`${prefix}${name}/manifest`)).toBe(true)
          expect(await place.list()).toEqual([name])
          expect((await place.open(name).get('part-000001')).equals(content)).toBe(true)
          await place.remove(name)
          expect(kept.size).toBe(0)
        },
      ),
      { numRuns: 60 },
    )
    sessionToken = undefined
    expect(asked.length).toBeGreaterThan(400)
  })

  it('under another key are refused', async () => {
    const place = bucketPlace(given({ secretAccessKey: 'another', ...(send ? { send } : {}) }))
    await expect(place.list()).rejects.toMatchObject({
      code: 'server.backup.store',
      params: { reason: expect.stringContaining('SignatureDoesNotMatch') },
    })
  })
})
