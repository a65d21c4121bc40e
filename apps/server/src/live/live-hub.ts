import type { PersonPrincipal } from '@tangram/access'
import type { LiveEvent, Storage } from '@tangram/storage'
import type { FastifyBaseLogger } from 'fastify'

/** One open page. `send` writes one event, `end` closes the stream. */
export type LiveClient = { session: string; principal: PersonPrincipal; send(event: string, data: LiveEvent | null): void; end(): void }

/**
 * Passes what storage announces on to the open pages of this process: to each person only what concerns them.
 * Record events are gathered for a moment and checked once per person, however many pages and changes there are.
 */
export type LiveHub = {
  add(client: LiveClient): () => void
  size(): number
  /** Ends every stream. */
  close(): void
}

export function createLiveHub(
  storage: Pick<Storage, 'live' | 'canSee'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
  more: { gatherMs?: number; onSession?: (people: string[] | undefined) => void } = {},
): LiveHub {
  const clients = new Set<LiveClient>()
  /** Record ids by `app entity`, waiting to be told. */
  const waiting = new Map<string, { app: string; entity: string; ids: Set<string> }>()
  let timer: NodeJS.Timeout | undefined

  const unsubscribe = storage.live.subscribe((event) => {
    if (event.type === 'session') {
      more.onSession?.(event.people)
      const gone = event.people && new Set(event.people)
      for (const client of [...clients]) if (!gone || gone.has(client.principal.id)) client.end()
      return
    }
    if (clients.size === 0) return
    if (event.type === 'record') return gather(event)
    const concerned = event.people && new Set(event.people)
    for (const client of clients) if (!concerned || concerned.has(client.principal.id)) client.send(event.type, withoutPeople(event))
  })

  function gather(event: LiveEvent): void {
    if (!event.app || !event.entity || !event.id) return
    const key = `${event.app} ${event.entity}`
    const entry = waiting.get(key) ?? { app: event.app, entity: event.entity, ids: new Set<string>() }
    entry.ids.add(event.id)
    waiting.set(key, entry)
    timer ??= setTimeout(() => {
      timer = undefined
      const entries = [...waiting.values()]
      waiting.clear()
      tell(entries).catch((error: unknown) => log.warn({ err: error }, 'live updates could not be told'))
    }, more.gatherMs ?? 200)
  }

  async function tell(entries: { app: string; entity: string; ids: Set<string> }[]): Promise<void> {
    const people = Map.groupBy(clients, (client) => client.principal.id)
    for (const pages of people.values()) {
      const principal = pages[0]?.principal
      if (!principal) continue
      for (const { app, entity, ids } of entries) {
        const visible = await storage.canSee(principal, app, entity, [...ids])
        for (const id of visible) for (const page of pages) page.send('record', { type: 'record', app, entity, id })
      }
    }
  }

  return {
    add(client) {
      clients.add(client)
      return () => clients.delete(client)
    },
    size: () => clients.size,
    close() {
      unsubscribe()
      clearTimeout(timer)
      for (const client of [...clients]) client.end()
      clients.clear()
    },
  }
}

function withoutPeople(event: LiveEvent): LiveEvent {
  const { people: _, ...rest } = event
  return rest
}
