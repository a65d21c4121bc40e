import type { Principal } from '@tangram/access'
import type { UploadQuota } from '@tangram/storage'
import type { FastifyRequest } from 'fastify'
import { fileTypeFromBuffer } from 'file-type'
import { fail } from '../errors.ts'
import { sizeText } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { safeImages } from './safe-types.ts'

export type ReceivedFile = { id: string; name: string; size: number; type: string }

const sniffedBytes = 4_100

/**
 * Streams the one file of a multipart request to storage. Its type is what its content says, never what the sender says; its name
 * is only a label, the key it is kept under is made by the server. Nothing stays behind when it is refused.
 *
 * @throws server.file.missing 400, server.request.malformed 400 when the parts break off, server.file.too-large 413, server.file.not-an-image 415, storage.file.link-full or storage.file.too-many 429
 */
export async function receiveFile(
  services: Services,
  principal: Principal,
  request: FastifyRequest,
  { onlyImages, quota, limit = services.config.maxUploadBytes }: { onlyImages: boolean; quota?: UploadQuota; limit?: number },
): Promise<ReceivedFile> {
  const limits = { files: 1, fields: 5, parts: 6, fileSize: limit, fieldSize: 1_000, headerPairs: 50 }
  const part = await asSent(request.file({ limits }))
  if (!part) throw fail('server.file.missing')
  const chunks = part.file[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const head: Buffer[] = []
  let headBytes = 0
  while (headBytes < sniffedBytes) {
    const { value, done } = await asSent(chunks.next())
    if (done) break
    head.push(value)
    headBytes += value.length
  }
  const type = (await fileTypeFromBuffer(Buffer.concat(head)))?.mime ?? 'application/octet-stream'
  if (onlyImages && !safeImages.has(type)) {
    part.file.destroy()
    throw fail('server.file.not-an-image')
  }
  async function* content(): AsyncGenerator<Buffer> {
    yield* head
    for (let next = await asSent(chunks.next()); !next.done; next = await asSent(chunks.next())) yield next.value
    // Thrown inside the stream, so that storage takes back what it has written so far.
    if (part?.file.truncated) throw fail('server.file.too-large', { limit: sizeText(limit) })
  }
  const { files } = services.storage
  const file = await files.stage(principal, { name: fileName(part.filename), type, content: content() }, quota).catch((error: unknown) => {
    // Refused before it was read: nothing waits for the rest.
    part.file.destroy()
    throw error
  })
  return { id: file.id, name: file.name, size: file.size, type: file.type }
}

/** What the parser of the parts cannot read is the sender's mistake, not ours; its errors carry no code. */
async function asSent<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    throw (error as { code?: string }).code === undefined ? fail('server.request.malformed', {}, { cause: error }) : error
  }
}

/** The last part of a name, without control and direction characters, 200 characters at most. */
export function fileName(given: string | undefined): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim()
  const safe = clean === '' || /^\.+$/.test(clean) ? 'file' : clean
  return safe.length <= 200 ? safe : `${safe.slice(0, 180)}${safe.slice(-20)}`
}
