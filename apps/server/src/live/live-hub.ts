import { administers, type PersonPrincipal } from '@tangram/access'
import type { LiveEvent, Storage } from '@tangram/storage'
import type { FastifyBaseLogger } from 'fastify'
import { fail } from '../errors.ts'
import { changedDashboards, type FiguresChanged } from './changed-dashboards.ts'

/** One open page. `send` writes one event, `end` closes the stream. */
export type LiveClient = {
  /** uuid of the person. */
  person: string
  /** Who it is now, with their rights of now; null when the session is over. */
  principal(): Promise<PersonPrincipal | null>
  send(event: string, data: LiveEvent | FiguresChanged | null): void
  end(): void
}

/**
 * Passes what storage announces on to the open pages of this process: to each person only what concerns them.
 * Events are gathered for a moment; records are checked once per person, however many pages and changes there are. Whoever looks at figures
 * that are counted with the publisher's rights is told `figures`, once a second at most, and of no record.
 */
export type LiveHub = {
  /**
   * Adds a page. Who has too many open loses the oldest: it is told `replaced`, so that it does not come back by itself.
   *
   * @throws server.busy 503 when this process has as many as it can hold
   */
  add(client: LiveClient): () => void
  /** Ends every stream. */
  close(): void
}

type HubLimits = { gatherMs: number; figuresMs: number; mostOfOne: number; most: number }

export function createLiveHub(
  storage: Pick<Storage, 'live' | 'canSee' | 'apps'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
  { gatherMs = 150, figuresMs = 1_000, mostOfOne = 20, most = 5_000 }: Partial<HubLimits> = {},
): LiveHub {
  const clients = new Set<LiveClient>()
  const lent = changedDashboards(storage.apps)
  let waiting: LiveEvent[] = []
  let timer: NodeJS.Timeout | undefined
  let figuresTimer: NodeJS.Timeout | undefined

  const unsubscribe = storage.live.subscribe((event) => {
    if (clients.size === 0) return
    waiting.push(event)
    timer ??= setTimeout(flush, gatherMs)
    if (lent.note(event)) figuresTimer ??= setTimeout(flushFigures, figuresMs)
  })

  function flush(): void {
    timer = undefined
    const events = waiting
    waiting = []
    for (const pages of Map.groupBy(clients, ({ person }) => person).values()) {
      tellPerson(storage, pages, events).catch((error: unknown) => log.warn({ err: error }, 'live updates could not be told'))
    }
  }

  function flushFigures(): void {
    figuresTimer = undefined
    tellFigures().catch((error: unknown) => log.warn({ err: error }, 'changed figures could not be told'))
  }

  async function tellFigures(): Promise<void> {
    const changedFor = await lent.take()
    await Promise.all(
      [...Map.groupBy(clients, ({ person }) => person).values()].map(async (pages) => {
        const { open, principal } = await stillOpen(pages)
        if (!principal) return
        for (const changed of changedFor(principal)) for (const page of open) page.send('figures', changed)
      }),
    )
  }

  return {
    add(client) {
      const own = [...clients].filter(({ person }) => person === client.person)
      const [oldest] = own
      if (oldest && own.length >= mostOfOne) {
        clients.delete(oldest)
        oldest.send('replaced', null)
        oldest.end()
      }
      if (clients.size >= most) throw fail('server.busy')
      clients.add(client)
      return () => clients.delete(client)
    },
    close() {
      unsubscribe()
      clearTimeout(timer)
      clearTimeout(figuresTimer)
      for (const client of [...clients]) client.end()
      clients.clear()
    },
  }
}

/** The pages of one person whose sessions go on, and the person with their rights of now; the others are closed. */
async function stillOpen(pages: readonly LiveClient[]): Promise<{ open: LiveClient[]; principal: PersonPrincipal | undefined }> {
  const open: LiveClient[] = []
  let who: PersonPrincipal | undefined
  for (const page of pages) {
    const principal = await page.principal()
    if (principal) open.push(page)
    else page.end()
    who ??= principal ?? undefined
  }
  return { open, principal: who }
}

async function tellPerson(storage: Pick<Storage, 'canSee'>, pages: readonly LiveClient[], events: readonly LiveEvent[]): Promise<void> {
  const { open, principal } = await stillOpen(pages)
  if (!principal) return
  const concerning = events.filter((event) => concerns(event, principal) && (event.type !== 'incident' || administers(principal, 'system')))
  const visible = await visibleRecords(storage, principal, concerning.filter(isForWhoSees))
  const told = new Set<string>()
  for (const one of concerning) {
    const { people: _, ...event } = one
    const key = JSON.stringify(event)
    if (told.has(key) || (isForWhoSees(one) && !visible.has(placeOf(event)))) continue
    told.add(key)
    for (const page of open) page.send(event.type, event)
  }
}

/** What is for one person alone is not told who sees as them. An app that a person has no part in does not exist for them; of a record they may learn all the same, by a task on it. */
function concerns(event: LiveEvent, { id, admin, roles, seenBy }: PersonPrincipal): boolean {
  if (event.people) return seenBy === undefined && event.people.includes(id)
  return event.app === undefined || isForWhoSees(event) || admin || Object.hasOwn(roles, event.app)
}

/** News of a record that names nobody (or too many to name) is for those who may see the record. */
const isForWhoSees = ({ people, entity, id }: LiveEvent): boolean => !people && entity !== undefined && id !== undefined

/** The records among these events that the person may see, as `placeOf` names them: one question per entity. */
async function visibleRecords(
  storage: Pick<Storage, 'canSee'>,
  principal: PersonPrincipal,
  events: readonly LiveEvent[],
): Promise<Set<string>> {
  const visible = new Set<string>()
  for (const group of Map.groupBy(events, ({ app, entity }) => `${app} ${entity}`).values()) {
    const { app = '', entity = '' } = group[0] ?? {}
    const ids = [...new Set(group.map(({ id = '' }) => id))]
    for (const id of await storage.canSee(principal, app, entity, ids)) visible.add(placeOf({ app, entity, id }))
  }
  return visible
}

const placeOf = ({ app, entity, id }: Pick<LiveEvent, 'app' | 'entity' | 'id'>): string => `${app} ${entity} ${id}`
