import { setTimeout } from 'node:timers/promises'
import { failures } from '@tangram/data-model'
import { storageErrors } from '@tangram/storage'
import { AwsClient } from 'aws4fetch'
import { fail } from '../errors.ts'
import { type BackupPlace, isBackupName } from './backup-place.ts'
import type { Send } from './guarded-send.ts'

export type Bucket = {
  /** Of the store, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string
  bucket: string
  /** Empty, or ends with a slash. */
  prefix: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string | undefined
  /** What requests go out by; `fetch` when absent. */
  send?: Send
  signal?: AbortSignal
}

const plainSend: Send = (request, _body, signal) => fetch(request, { signal })

const failStorage = failures(storageErrors)
const timeoutMs = 300_000
/** With the pauses between them: half a minute of a store that is not well. */
const retries = 8

/** A bucket of an S3-compatible store, addressed by path. What has no manifest is no backup, and the manifest is put last. */
export function bucketPlace({ endpoint, bucket, prefix, send = plainSend, signal, ...access }: Bucket): BackupPlace {
  const client = new AwsClient({ ...access, service: 's3' })
  const place = `s3://${bucket}/${prefix}`
  const ask = async (method: string, path: string, body?: Buffer): Promise<Response> => {
    const refused = (reason: string, cause?: unknown) => fail('server.backup.store', { place, reason }, { cause })
    const attempt = async (tried: number): Promise<Response> => {
      const limits = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
      const init = { method, ...(body ? { body: new Uint8Array(body) } : {}) }
      const answer = await send(await client.sign(`${endpoint}/${bucket}${path}`, init), body, AbortSignal.any(limits))
      if (tried === retries || (answer.status < 500 && answer.status !== 429)) return answer
      await answer.body?.cancel()
      await setTimeout(Math.random() * 50 * 2 ** (tried + 1), undefined, signal ? { signal } : {})
      return attempt(tried + 1)
    }
    const answer = await attempt(0).catch((error: Error) => {
      throw refused(error.cause instanceof Error ? error.cause.message : error.message, error)
    })
    if (answer.ok || (answer.status === 404 && method === 'GET')) return answer
    const [, code] = /<Code>([^<]{1,80})<\/Code>/.exec(await answer.text()) ?? []
    throw refused(`${method} ${answer.status}${code ? ` ${code}` : ''}`)
  }
  const pathOf = (key: string) => `/${key.split('/').map(encodeURIComponent).join('/')}`
  const keysUnder = async (under: string): Promise<string[]> => {
    const found: string[] = []
    for (let token: string | undefined; ; ) {
      const query = new URLSearchParams({
        'list-type': '2',
        prefix: under,
        ...(token === undefined ? {} : { 'continuation-token': token }),
      })
      const answer = await ask('GET', `?${query}`)
      const page = await answer.text()
      if (!answer.ok) throw fail('server.backup.store', { place, reason: `GET ${answer.status}` })
      for (const [, key = ''] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) found.push(plain(key))
      const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1]
      if (next === undefined) return found
      token = plain(next)
    }
  }
  const store = (name: string) => ({
    put: async (part: string, content: Buffer) => void (await ask('PUT', pathOf(`${prefix}${name}/${part}`), content)),
    get: async (part: string) => {
      const answer = await ask('GET', pathOf(`${prefix}${name}/${part}`))
      if (!answer.ok) throw failStorage('storage.backup.damaged', { name: part, problem: 'it is missing' })
      return Buffer.from(await answer.arrayBuffer())
    },
  })
  // The manifest first: killed in between, what is left is no backup.
  const remove = async (name: string): Promise<void> => {
    for (const key of (await keysUnder(`${prefix}${name}/`)).sort()) await ask('DELETE', pathOf(key))
  }
  return {
    list: async () => {
      const ends = (await keysUnder(prefix)).map((key) => key.slice(prefix.length).split('/'))
      return ends
        .flatMap(([name = '', part, ...more]) => (part === 'manifest' && more.length === 0 && isBackupName(name) ? name : []))
        .sort()
    },
    open: store,
    begin: (name) => ({ ...store(name), finish: async () => {}, abandon: () => remove(name) }),
    remove,
  }
}

/** Keys are XML text. */
function plain(text: string): string {
  const named: { [name: string]: string } = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_whole, name: string) => named[name] ?? '')
}
