import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createDelivery } from './deliver.ts'

const message = { to: '+8613800138000', text: '您的投诉已处理', key: 'm-1' }
const config = { smtpUrl: undefined, smsUrl: undefined, mailFrom: 'x@example.com' }
const open: { close(): void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function gateway(status: number) {
  const heard: { body: string; key: string | undefined }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ body, key: request.headers['idempotency-key'] as string })
      response.writeHead(status, { location: '/elsewhere' }).end()
    })
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`, heard }
}

describe('a message', () => {
  it('goes to the sms gateway with a key that stays the same over retries', async () => {
    const { url, heard } = await gateway(200)
    expect(await createDelivery({ ...config, smsUrl: url })({ channel: 'sms', ...message })).toBe('sent')
    expect(heard).toEqual([{ body: JSON.stringify({ to: message.to, text: message.text, key: 'm-1' }), key: 'm-1' }])
  })

  it.each([500, 302])('is not sent when the gateway answers %i', async (status) => {
    const { url } = await gateway(status)
    await expect(createDelivery({ ...config, smsUrl: url })({ channel: 'sms', ...message })).rejects.toThrow()
  })

  it('stays in the house when there is no way out', async () => {
    const deliver = createDelivery(config)
    expect(await deliver({ channel: 'sms', ...message })).toBe('none')
    expect(await deliver({ channel: 'mail', ...message, to: 'lin@example.com' })).toBe('none')
  })
})
