import { request } from 'node:http'
import Fastify from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { type Listening, listen } from './listen.ts'

const app = (answer: () => unknown = () => 'here') => Fastify().get('/', async () => answer())
const open: (() => Promise<void>)[] = []

async function begin(port = 0): Promise<Listening> {
  const server = app()
  const listening = await listen(server, '127.0.0.1', port)
  open.push(async () => {
    await Promise.all([listening.close(), server.close()])
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

it('closes when whoever came in at any of its doors is answered', async () => {
  const doubt = Promise.withResolvers<string>()
  let asking = 0
  const server = app(() => {
    asking++
    return doubt.promise
  })
  const listening = await listen(server, '127.0.0.1', 0)
  const answers = Promise.all(Array.from({ length: 20 }, () => ask(listening.port)))
  await expect.poll(() => asking).toBe(20)
  let isClosed = false
  const closed = listening.close().then(() => {
    isClosed = true
  })
  const ended = server.close()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isClosed).toBe(false)
  doubt.resolve('at last')
  expect(new Set(await answers)).toEqual(new Set([200]))
  await Promise.all([closed, ended])
})
