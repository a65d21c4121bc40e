import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpCall } from './call-http.ts'

const open: { close(): void; closeAllConnections(): void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listening(handle: RequestListener): Promise<{ url: string; port: number }> {
  const server = createServer(handle)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, port }
}
const call = createHttpCall(['127.0.0.0/8'])
const post = (url: string, more: object = {}) => call({ method: 'POST', url, body: { n: 1 }, timeoutMs: 5_000, ...more }, { key: 'i:e:1' })

describe('a call to another system', () => {
  it('sends JSON under a key that stays the same, and understands the answer', async () => {
    const heard: unknown[] = []
    const { url } = await listening((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        heard.push([request.method, request.headers['idempotency-key'], request.headers['x-shop'], body])
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":7}')
      })
    })
    expect(await post(url, { headers: { 'x-shop': '4', 'Idempotency-Key': 'mine', 'bad name': 'x' } })).toEqual({
      status: 201,
      body: { id: 7 },
    })
    expect(heard).toEqual([['POST', 'i:e:1', '4', '{"n":1}']])
  })

  it('does not follow a redirect', async () => {
    let asked = 0
    const { url } = await listening((_request, response) => {
      asked++
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    expect((await post(url)).status).toBe(302)
    expect(asked).toBe(1)
  })

  it('gives up in time', async () => {
    const { url } = await listening(() => {})
    await expect(post(url, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'http.timeout' })
  })

  it('reads no answer without end', async () => {
    const { url } = await listening((_request, response) => {
      response.writeHead(200)
      const write = () => {
        while (response.write(Buffer.alloc(64 * 1024)));
        response.once('drain', write)
      }
      write()
    })
    await expect(post(url)).rejects.toMatchObject({ code: 'http.too-large' })
  })

  it('says when nobody is there', async () => {
    await expect(post('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'http.unreachable' })
  })
})

describe('the own network', () => {
  const strict = createHttpCall([])
  const ask = (url: string) => strict({ method: 'GET', url, timeoutMs: 2_000 }, { key: 'k' })

  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://user@127.0.0.1:5432/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
  ])('is not reached by %s', async (url) => {
    await expect(ask(url)).rejects.toMatchObject({ code: 'http.forbidden' })
  })

  it.each(['file:///etc/passwd', 'gopher://x/', 'nothing'])('is not reached by %s, which is no http', async (url) => {
    await expect(ask(url)).rejects.toMatchObject({ code: 'http.address' })
  })

  it('is closed also where one network of it is open', async () => {
    const partly = createHttpCall(['10.2.0.0/16'])
    await expect(partly({ method: 'GET', url: 'http://10.3.0.1/', timeoutMs: 500 }, { key: 'k' })).rejects.toMatchObject({
      code: 'http.forbidden',
    })
  })
})
