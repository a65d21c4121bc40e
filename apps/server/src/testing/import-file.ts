import { type Caller, type Desk, type Json, until } from './open-desk.ts'

/** Hands in a table file as a browser does; the answer is the import that begins to read it. */
export async function uploadFile(desk: Desk, by: Caller, content: Uint8Array, name: string): Promise<Json> {
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const answer = await desk.server.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--x--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=x', cookie: by.cookie, 'x-csrf-token': by.csrf },
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json()
}

/** The import once it is at rest. */
export const atRest = (by: Caller, id: string): Promise<Json> =>
  until(async () => {
    const one = await by.get(`/api/v1/imports/${id}`)
    return ['read', 'checked', 'done', 'failed', 'cancelled'].includes(one.state) && one
  }, 40_000)
