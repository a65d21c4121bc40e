import { createReadStream } from 'node:fs'
import { receiveFile } from '../files/receive-file.ts'
import { safeImages } from '../files/safe-types.ts'
import { defineRoute } from '../http/route.ts'
import { anything, bool, object, oneOf, uuid } from '../http/schema.ts'
import { fileSchema } from '../http/shapes.ts'

const tag = 'files'
const thumbnailSeconds = 24 * 3600

export const uploadFile = defineRoute({
  method: 'POST',
  url: '/api/v1/files',
  policy: 'session',
  summary: 'Takes one file; it belongs to nobody else until a record names it',
  tag,
  query: object({}, { kind: oneOf('image', 'any') }),
  upload: true,
  response: { 201: fileSchema },
  handle: async ({ query, who, request, reply, services }) => {
    const file = await receiveFile(services, who.principal, request, { onlyImages: query.kind === 'image' })
    return reply.code(201).send(file)
  },
})

export const downloadFile = defineRoute({
  method: 'GET',
  url: '/api/v1/files/:id',
  policy: 'session',
  summary: 'A file whose record the reader may see',
  tag,
  params: object({ id: uuid() }),
  query: object({}, { thumbnail: bool(), download: bool() }),
  response: { 200: anything() },
  handle: async ({ params, query, who, request, reply, services }) => {
    const { file, path } = await services.storage.files.open(who.principal, params.id)
    const isShown = safeImages.has(file.type) && query.download !== true
    const name = `filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`
    const etag = `"${file.sha256}"`
    reply.headers({
      etag,
      // The content never changes; the right to see it may, so it is asked for each time. What a list shows may stay for a day, for
      // whoever is signed in now, so that scrolling loads nothing again.
      'cache-control': query.thumbnail ? `private, max-age=${thumbnailSeconds}, immutable` : 'private, no-cache',
      vary: 'cookie',
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply
      .headers({
        'content-type': isShown ? file.type : 'application/octet-stream',
        'content-length': file.size,
        'content-disposition': `${isShown ? 'inline' : 'attachment'}; ${name}`,
        'content-security-policy': "default-src 'none'; sandbox",
      })
      .send(createReadStream(path))
  },
})
