import { type Caller, type Desk, type Json, until } from './open-desk.ts'
import { upload } from './upload.ts'

/** Hands in a table file as a browser does; the answer is the import that begins to read it. */
export async function uploadFile(desk: Desk, by: Caller, content: Uint8Array, name: string): Promise<Json> {
  const answer = await upload(desk.server, '/api/v1/imports', content, { name, type: 'application/octet-stream', by })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json()
}

/** The import once it is at rest. */
export const atRest = (by: Caller, id: string): Promise<Json> =>
  until(async () => {
    const one = await by.get(`/api/v1/imports/${id}`)
    return ['read', 'checked', 'done', 'failed', 'cancelled'].includes(one.state) && one
  }, 40_000)
