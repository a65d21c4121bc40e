import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, openDesk } from './testing/open-desk.ts'
import { upload } from './testing/upload.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const tickets = '/api/v1/apps/service_desk/entities/ticket/records'

let desk: Desk
let agent: Caller
let other: Caller
let token: string
beforeAll(async () => {
  desk = await openDesk({ maxUploadBytes: 100_000, workers: false })
  ;[agent, other] = await Promise.all([desk.as('chen_mo'), desk.as('song_lan')])
  token = (await agent.get('/api/v1/apps/service_desk')).publicForms.complaint.split('/f/')[1]
})
afterAll(() => desk.close())

const send = (url: string, content: Buffer, more: { name?: string; type?: string; by?: Caller } = {}) =>
  upload(desk.server, url, content, { name: 'a.png', type: 'image/png', ...more })

describe('an upload', () => {
  it('is known by its content, not by what the sender says', async () => {
    const answer = await send('/api/v1/files', png, { name: '../../etc/../passwd.exe', type: 'text/html', by: agent })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ name: 'passwd.exe', type: 'image/png', size: png.length })
  })

  it('that breaks off, or says nothing of its parts, is refused as such', async () => {
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    const long = `${head}${'a'.repeat(20_000)}`
    for (const [payload, boundary] of [
      [head, '; boundary=x'],
      [`${head}abc`, '; boundary=x'],
      [long, '; boundary=x'],
      ['abc', ''],
    ] as const) {
      const headers = { 'content-type': `multipart/form-data${boundary}`, cookie: agent.cookie, 'x-csrf-token': agent.csrf }
      const answer = await desk.server.app.inject({ method: 'POST', url: '/api/v1/files', payload, headers })
      expect(answer.statusCode, answer.body).toBe(400)
    }
  })

  it('needs somebody, and their CSRF token', async () => {
    expect((await send('/api/v1/files', png)).statusCode).toBe(401)
    expect((await send('/api/v1/files', png, { by: { ...agent, csrf: 'no' } })).statusCode).toBe(403)
  })

  it('that is too large leaves nothing behind', async () => {
    const answer = await send('/api/v1/files', Buffer.alloc(200_000, 1), { by: agent })
    expect(answer.json()).toMatchObject({ status: 413, code: 'server.file.too-large' })
  })

  it('without a file is refused', async () => {
    const answer = await desk.server.app.inject({
      method: 'POST',
      url: '/api/v1/files',
      payload: '--x--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=x', cookie: agent.cookie, 'x-csrf-token': agent.csrf },
    })
    expect(answer.json()).toMatchObject({ status: 400, code: 'server.file.missing' })
  })

  it('as JSON that claims to be a file is refused', async () => {
    const answer = await agent.send('POST', '/api/v1/files', { file: { filepath: '/etc/passwd' } })
    expect(answer.statusCode).toBe(415)
  })

  it('to a public form is pictures only, because its field is', async () => {
    expect((await send(`/api/v1/public/forms/${token}/files`, png)).statusCode).toBe(201)
    expect((await send(`/api/v1/public/forms/${token}/files`, svg)).json()).toMatchObject({
      status: 415,
      code: 'server.file.not-an-image',
    })
  })
})

describe('uploads by strangers', () => {
  const megabyte = 1024 * 1024
  const to = (server: typeof desk.server, from = '198.51.100.1') =>
    upload(server, `/api/v1/public/forms/${token}/files`, png, { name: 'a.png', type: 'image/png', from })
  const plenty = { files: 1_000, bytes: megabyte }
  const waiting = async () => {
    const { rows } = await desk.query<{ n: number }>(
      `select count(*)::integer as n from tangram.file where link is not null and state = 'staged'`,
    )
    return rows[0]?.n ?? 0
  }

  it('stop when too much waits under one link, whoever sends it, whichever process takes it, and go on once it is handed in', async () => {
    const publicUploads = { waiting: { files: (await waiting()) + 3, bytes: megabyte }, hourly: plenty }
    const [one, two] = [await desk.another({ publicUploads }), await desk.another({ publicUploads })]
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => to(n % 2 ? one : two, `198.51.100.${n}`)))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(3)
    const refused = answers.find(({ statusCode }) => statusCode === 429)
    expect(refused?.json()).toMatchObject({ code: 'storage.file.link-full' })
    expect(refused?.headers['retry-after']).toBe('600')
    const pictures = [answers.find(({ statusCode }) => statusCode === 201)?.json()]
    const values = await desk.complaint({ pictures })
    await desk.nobody(one).post(`/api/v1/public/forms/${token}/submissions`, { values, requestId: 'with-picture' })
    expect((await to(one)).statusCode).toBe(201)
  })

  it('stop at so many bytes from one network within an hour, attached or not, and leave nothing behind', async () => {
    const hourly = { files: 1_000, bytes: png.length * 2 + 10 }
    const server = await desk.another({ publicUploads: { waiting: plenty, hourly } })
    const from = '2001:db8:7:7::1'
    expect((await to(server, from)).statusCode).toBe(201)
    expect((await to(server, '2001:db8:7:7::2')).statusCode).toBe(201)
    const before = await waiting()
    const refused = await to(server, from)
    expect(refused.json()).toMatchObject({ status: 429, code: 'storage.file.too-many' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000)
    expect(await waiting()).toBe(before)
    expect((await to(server, '2001:db8:7:8::1')).statusCode).toBe(201)
  })

  it('keep no address', async () => {
    const { rows } = await desk.query<{ origin: string }>('select distinct origin from tangram.file where origin is not null')
    for (const { origin } of rows) expect(origin).toMatch(/^[\w-]{22}$/)
  })
})

describe('a file', () => {
  it('belongs to who uploaded it until a record names it, and then to those who see the record', async () => {
    const file = (await send('/api/v1/files', png, { by: agent })).json()
    const url = `/api/v1/files/${file.id}`
    expect((await agent.send('GET', url)).statusCode).toBe(200)
    expect((await other.send('GET', url)).statusCode).toBe(404)
    expect((await desk.nobody().send('GET', url)).statusCode).toBe(401)

    const values = await desk.complaint({ pictures: [file] })
    const record = await agent.post(tickets, { values })
    expect((await agent.send('GET', url)).rawPayload.equals(png)).toBe(true)
    expect((await other.send('GET', `${tickets}/${record.id}`)).statusCode).toBe(404)
    expect((await other.send('GET', url)).statusCode).toBe(404)
    const manager = await desk.as('lin_yue')
    expect((await manager.send('GET', url)).statusCode).toBe(200)
  })

  it('of somebody else cannot be taken over by naming it in a record of one’s own', async () => {
    const file = (await send('/api/v1/files', png, { by: agent })).json()
    const values = await desk.complaint({ pictures: [file] })
    const answer = await other.send('POST', tickets, { values })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect((await other.send('GET', `/api/v1/files/${file.id}`)).statusCode).toBe(404)
  })

  it('is loaded once: a small picture stays for a day, anything else is asked for and not sent again', async () => {
    const picture = (await send('/api/v1/files', png, { by: agent })).json()
    const url = `/api/v1/files/${picture.id}`
    const small = await agent.send('GET', `${url}?thumbnail=true`)
    expect(small.headers).toMatchObject({ 'cache-control': 'private, max-age=86400, immutable', vary: expect.stringMatching(/cookie/i) })
    const whole = await agent.send('GET', url)
    expect(whole.headers['cache-control']).toBe('private, no-cache')
    const again = await agent.send('GET', url, undefined, { 'if-none-match': String(whole.headers.etag) })
    expect(again.statusCode).toBe(304)
    expect(again.rawPayload).toHaveLength(0)
    // Who may not see it learns nothing by knowing its content.
    expect((await other.send('GET', url, undefined, { 'if-none-match': String(whole.headers.etag) })).statusCode).toBe(404)
    expect((await other.send('GET', `${url}?thumbnail=true`)).headers['cache-control']).toBe('no-store')
  })

  it('is shown only when it is a safe picture, and never runs', async () => {
    const picture = (await send('/api/v1/files', png, { by: agent })).json()
    const drawing = (await send('/api/v1/files', svg, { name: '图"\r\nx: y.svg', type: 'image/svg+xml', by: agent })).json()
    const shown = await agent.send('GET', `/api/v1/files/${picture.id}?thumbnail=true`)
    expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
    expect(shown.headers['content-disposition']).toMatch(/^inline/)
    const handed = await agent.send('GET', `/api/v1/files/${drawing.id}`)
    expect(handed.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    expect(handed.headers['content-disposition']).toMatch(/^attachment/)
    expect(handed.headers.x).toBeUndefined()
  })
})
