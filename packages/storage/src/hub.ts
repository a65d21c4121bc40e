import pg from 'pg'
import type { Database } from './database.ts'
import type { LiveEvent } from './live.ts'
import { typeParsers } from './type-parsers.ts'

type Topic = 'app' | 'people' | 'job' | 'live'
const topics: readonly Topic[] = ['app', 'people', 'job', 'live']
/** What this process itself tells as a live event, at once: whoever has just written reads what they wrote. */
type Heard = Topic | 'own'
/** PostgreSQL takes payloads below 8000 bytes. */
const maxPayload = 7_500
const gatherMs = 5

/** What this process hears from the others and tells them. One connection listens; it comes back by itself. */
export type Hub = {
  /** False while the listening connection is away: what is cached may be out of date then. */
  isListening(): boolean
  /** The listener of a topic; `null` as payload: we may have missed something. */
  on(topic: Heard, listener: (payload: string | null) => void): () => void
  /**
   * Tells every process. Gathered for some milliseconds into one statement outside any transaction: NOTIFY inside one
   * would make commits queue behind each other. Losing it is harmless: live updates and job hints are conveniences.
   */
  tell(topic: Topic, payload: string): void
  tellLive(event: LiveEvent): void
  close(): Promise<void>
}

export async function openHub(db: Database, log: (message: string) => void): Promise<Hub> {
  const listeners = new Map<Heard, Set<(payload: string | null) => void>>([...topics, 'own' as const].map((topic) => [topic, new Set()]))
  const emit = (topic: Heard, payload: string | null) => {
    for (const listener of listeners.get(topic) ?? []) listener(payload)
  }
  let client: pg.Client | null = null
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const listen = async () => {
    const next = new pg.Client({
      connectionString: db.url,
      types: typeParsers,
      keepAlive: true,
      application_name: 'tangram hub',
      connectionTimeoutMillis: 5_000,
      // What is told is not kept: nobody waits for the disk on its account.
      options: '-c synchronous_commit=off -c statement_timeout=10000',
    })
    const lost = () => {
      if (client !== next) return
      client = null
      again()
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ channel, payload }) => emit(channel.slice('tangram_'.length) as Topic, payload ?? ''))
    await next.connect()
    await next.query(topics.map((topic) => `listen tangram_${topic}`).join(';'))
    if (closed) return next.end()
    client = next
    for (const topic of topics) emit(topic, null)
  }
  const again = () => {
    if (closed) return
    log('the listening connection is lost; trying again')
    retry = setTimeout(() => listen().catch(again), 200)
    retry.unref()
  }
  await listen()

  let waiting: { topic: Topic; payload: string }[] = []
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<unknown> = Promise.resolve()
  const flush = () => {
    timer = undefined
    const batch = waiting
    waiting = []
    const channels = batch.map(({ topic }) => `tangram_${topic}`)
    const payloads = batch.map(({ payload }) => payload)
    const statement = {
      name: 'hub.notify',
      text: 'select pg_notify(c, p) from unnest($1::text[], $2::text[]) as n(c, p)',
      values: [channels, payloads],
    }
    // One after the other: on this connection nothing waits for the disk.
    sending = sending.then(() => (client ?? db.pool).query(statement)).catch((error: Error) => log(`notifications lost: ${error.message}`))
  }
  const tell = (topic: Topic, payload: string) => {
    if (closed) return
    // Our own memory is emptied at once, not when the message comes back.
    if (topic === 'people') emit(topic, payload)
    if (topic === 'job' && waiting.some((each) => each.topic === 'job')) return
    waiting.push({ topic, payload })
    timer ??= setTimeout(flush, gatherMs)
  }

  return {
    isListening: () => client !== null,
    on: (topic, listener) => {
      listeners.get(topic)?.add(listener)
      return () => listeners.get(topic)?.delete(listener)
    },
    tell,
    tellLive: (event) => {
      const payload = JSON.stringify(event)
      emit('own', payload)
      tell('live', Buffer.byteLength(payload) <= maxPayload ? payload : JSON.stringify({ ...event, people: undefined }))
    },
    close: async () => {
      if (timer) {
        clearTimeout(timer)
        flush()
      }
      closed = true
      clearTimeout(retry)
      await sending
      await client?.end().catch(() => {})
    },
  }
}
