import type { FastifyReply } from 'fastify'

/** Comes when whoever asked closes the connection before they have the whole answer. */
export function leaving({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  return controller.signal
}
