import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedFetch } from './guarded-fetch.ts'

let server: Server
let port: number
beforeAll(async () => {
  server = createServer((request, answer) => {
    if (request.url === '/large') answer.end(Buffer.alloc(2 * 1024 * 1024))
    else if (request.url === '/away') answer.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
    else answer.setHeader('content-type', 'application/json').end('{"ok":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const ask = (url: string, reach: Partial<Parameters<typeof guardedFetch>[0]> = {}) =>
  guardedFetch({ outgoingNetworks: [], issuer: url, privateNetwork: false, ...reach })(url, {
    method: 'GET',
    headers: {},
    body: undefined,
    redirect: 'manual',
  })

describe('asking a provider', () => {
  it('asks this machine only where the operator allows it, also when private addresses are', async () => {
    const address = `http://127.0.0.1:${port}/`
    await expect(ask(address)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(ask(address, { privateNetwork: true })).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(ask(`http://localhost:${port}/`, { privateNetwork: true })).rejects.toMatchObject({ kind: 'forbidden' })
    const answer = await ask(address, { outgoingNetworks: ['127.0.0.1/32'] })
    expect(await answer.json()).toEqual({ ok: true })
  })

  it.each([
    'https://169.254.169.254/',
    'https://[::ffff:169.254.169.254]/',
    'https://[fe80::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
  ])('never asks %s', async (address) => {
    await expect(ask(address)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(ask(address, { privateNetwork: true })).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it("opens private networks for the issuer's host alone", async () => {
    await expect(ask('https://10.9.9.9/')).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(ask('https://10.9.9.9/', { privateNetwork: true, issuer: 'https://10.9.9.8' })).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  it.each(['http://id.example.com/', 'ftp://id.example.com/', 'https://user@id.example.com/', 'nothing'])(
    'takes no address like %s',
    async (address) => {
      await expect(ask(address)).rejects.toMatchObject({ kind: 'address' })
    },
  )

  it('follows no redirect and reads no more than it needs', async () => {
    const open = { outgoingNetworks: ['127.0.0.1/32'] }
    expect((await ask(`http://127.0.0.1:${port}/away`, open)).status).toBe(302)
    await expect(ask(`http://127.0.0.1:${port}/large`, open)).rejects.toMatchObject({ kind: 'too-large' })
  })
})
