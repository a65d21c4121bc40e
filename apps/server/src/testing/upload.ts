import type { LightMyRequestResponse } from 'fastify'
import type { RunningServer } from '../start-server.ts'
import type { Caller } from './open-desk.ts'

/** Hands in a file as a browser does. */
export function upload(
  { app }: Pick<RunningServer, 'app'>,
  url: string,
  content: Uint8Array,
  { name, type, by, headers = {}, from }: UploadOptions,
): Promise<LightMyRequestResponse> {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  return app.inject({
    method: 'POST',
    url,
    ...(from === undefined ? {} : { remoteAddress: from }),
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--x--\r\n')]),
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      ...(by ? { cookie: by.cookie, 'x-csrf-token': by.csrf } : {}),
      ...headers,
    },
  })
}

type UploadOptions = {
  name: string
  /** What the sender says it is. */
  type: string
  /** Nobody when left out. */
  by?: Caller
  headers?: { [name: string]: string }
  /** The address the request comes from. */
  from?: string
}
