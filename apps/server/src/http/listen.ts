import { type AddressInfo, createServer, type ListenOptions, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Of a flood every connection is taken, to be told 503 at once: one that the system drops tries again after one, three and seven seconds. */
const backlog = 4_096
/**
 * Doors at the one port. Node takes one connection at a door in each turn of its event loop, and in a flood a turn is long: behind a single
 * door 1,500 new connections waited up to 10 s, behind 32 of them 0.4 s (bench/README.md).
 */
const doors = 32

export type Listening = {
  port: number
  /** Takes no further connection at the other doors; done when those taken there have ended, which the app's own close does not wait for. */
  close(): Promise<void>
}

/**
 * Listens; on Linux at several doors of the one port.
 *
 * @param port 0: a free one
 * @throws EADDRINUSE when another process has it
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<Listening> {
  if (process.platform !== 'linux') {
    await app.listen({ host, port, backlog })
    return { port: portOf(app.server), close: async () => {} }
  }
  const at = { host, port: await freePort(host, port), backlog, reusePort: true }
  await app.listen(at)
  const others = await Promise.all(Array.from({ length: doors - 1 }, () => openDoor(app, at)))
  return { port: at.port, close: async () => void (await Promise.all(others.map(closed))) }
}

/** A port of several doors lets further processes in: whether it is free, a door that admits no other tells. */
function freePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen({ host, port, exclusive: true }, () => {
      const found = portOf(probe)
      probe.close(() => resolve(found))
    })
  })
}

function openDoor(app: FastifyInstance, at: ListenOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    // As node:http makes its own.
    const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => app.server.emit('connection', socket))
    door.once('error', reject).listen(at, () => resolve(door))
  })
}

const closed = (door: Server): Promise<void> => new Promise((resolve) => void door.close(() => resolve()))

const portOf = (server: Pick<Server, 'address'>): number => (server.address() as AddressInfo).port
