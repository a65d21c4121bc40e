import { request } from 'node:http'
import Fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { type Listening, listen } from './listen.ts'

const app = () => Fastify().get('/', async () => 'here')
const open: (() => Promise<void>)[] = []

async function begin(port = 0): Promise<Listening> {
  const server = app()
  const listening = await listen(server, '127.0.0.1', port)
  open.push(async () => {
    listening.close()
    await server.close()
  })
  return listening
}

const ask = (port: number): Promise<number | string> =>
  new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, agent: false }, (answer) => resolve(answer.resume().statusCode ?? 0))
    asked.once('error', (error: { code?: string }) => resolve(error.code ?? 'error')).end()
  })

afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

it('answers at each of its doors', async () => {
  const { port } = await begin()
  expect(new Set(await Promise.all(Array.from({ length: 300 }, () => ask(port))))).toEqual(new Set([200]))
})

it('does not share its port with a second server', async () => {
  const { port } = await begin()
  await expect(begin(port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

it('lets nobody in once it is closed, and its port is free again', async () => {
  const { port } = await begin()
  await open.pop()?.()
  expect(await ask(port)).toBe('ECONNREFUSED')
  expect((await begin(port)).port).toBe(port)
})
