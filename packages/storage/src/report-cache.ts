import type { Id, Instant } from '@tangram/data-model'
import { fail } from './errors.ts'
import type { Hub } from './hub.ts'
import type { LiveEvent } from './live.ts'

export type CacheLimits = {
  /** Memory of everything remembered, in bytes of its JSON; a single answer takes an eighth at most. */
  maxBytes: number
  /** What is asked at a time is asked as of the beginning of so many milliseconds, or of the last change. */
  momentMs: number
}

export type Question = {
  /** Everything that decides the answer. */
  key: string
  /** What it is read from, as `readsOf` names it: a change of any of it ends the answer. */
  reads: readonly string[]
  maxAgeMs: number
}

/** Answers of reports, shared by whoever asks the same with the same rights. Never older than the last change that this process heard of. */
export type ReportCache = {
  /**
   * The remembered answer, the one that is being read, or a new one.
   *
   * @param read its signal comes when nobody waits any more
   * @throws storage.report.left 499 when the signal of this call comes
   */
  answer<T>(question: Question, how: { signal?: AbortSignal; fresh?: boolean }, read: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** What time it is for the reports of an app: the same for some seconds, so that the same questions stay the same. */
  moment(app: Id, fresh?: boolean): Instant
  close(): void
}

type Entry = { value: unknown; bytes: number; until: number; reads: readonly string[] }
type Flight = { answer: Promise<unknown>; waiting: number; controller: AbortController; reads: readonly string[] }

export function createReportCache(
  { hub, now, lagsMs = 0 }: { hub: Hub; now: () => Instant; lagsMs?: number },
  { maxBytes = 64 * 1024 * 1024, momentMs = 10_000 }: Partial<CacheLimits> = {},
): ReportCache {
  /** The least recently asked first. */
  const entries = new Map<string, Entry>()
  const flights = new Map<string, Flight>()
  const changedAt = new Map<string, { at: number; moment: Instant }>()
  let bytes = 0

  const forget = (key: string) => {
    bytes -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  const end = (isConcerned: (reads: readonly string[]) => boolean) => {
    for (const [key, { reads }] of entries) if (isConcerned(reads)) forget(key)
    // Whoever asks from now on does not get what was read before; whoever waits for it does.
    for (const [key, { reads }] of flights) if (isConcerned(reads)) flights.delete(key)
  }
  const changed = (...names: string[]) => {
    const change = { at: performance.now(), moment: now() }
    for (const name of names) changedAt.set(name, change)
    end((reads) => reads.some((name) => names.includes(name)))
  }
  const heard = (payload: string | null) => {
    if (payload === null) return end(() => true)
    const { app, entity } = JSON.parse(payload) as LiveEvent
    if (app !== undefined) changed(`${app} *`, ...(entity === undefined ? [] : [`${app} ${entity}`]))
  }
  const listening = [
    hub.on('live', heard),
    hub.on('own', heard),
    hub.on('people', (payload) => (payload === null ? end(() => true) : changed('people'))),
  ]

  const keep = (key: string, value: unknown, { reads, maxAgeMs }: Question) => {
    const size = 2 * JSON.stringify(value).length
    if (size > maxBytes / 8) return
    forget(key)
    // A replica may not have got yet what was changed a moment ago.
    const isLagging = reads.some((name) => performance.now() - (changedAt.get(name)?.at ?? Number.NEGATIVE_INFINITY) < lagsMs)
    entries.set(key, { value, bytes: size, until: performance.now() + (isLagging ? Math.min(maxAgeMs, lagging) : maxAgeMs), reads })
    bytes += size
    for (const oldest of entries.keys()) {
      if (bytes <= maxBytes) break
      forget(oldest)
    }
  }
  const begin = <T>(question: Question, read: (signal: AbortSignal) => Promise<T>): Flight => {
    const { key, reads } = question
    const controller = new AbortController()
    const flight: Flight = { answer: Promise.resolve(), waiting: 0, controller, reads }
    flights.set(key, flight)
    flight.answer = read(controller.signal).then(
      (value) => {
        // Not in the list any more: something changed while it was read.
        if (flights.get(key) === flight && hub.isListening()) keep(key, value, question)
        if (flights.get(key) === flight) flights.delete(key)
        return value
      },
      (error: unknown) => {
        if (flights.get(key) === flight) flights.delete(key)
        throw error
      },
    )
    return flight
  }

  return {
    answer: async <T>(
      question: Question,
      { signal, fresh = false }: { signal?: AbortSignal; fresh?: boolean },
      read: (signal: AbortSignal) => Promise<T>,
    ) => {
      const { key } = question
      const entry = fresh || !hub.isListening() ? undefined : entries.get(key)
      if (entry && entry.until > performance.now()) {
        entries.delete(key)
        entries.set(key, entry)
        return entry.value as T
      }
      const flight = (!fresh && flights.get(key)) || begin(question, read)
      flight.waiting++
      try {
        return (await untilLeft(flight.answer, signal)) as T
      } finally {
        flight.waiting--
        if (flight.waiting === 0) {
          if (flights.get(key) === flight) flights.delete(key)
          flight.controller.abort()
        }
      }
    },
    moment: (app, fresh = false) => {
      const time = now()
      if (fresh) changedAt.set(`${app} *`, { at: Number.NEGATIVE_INFINITY, moment: time })
      const begun = new Date(Math.floor(Date.parse(time) / momentMs) * momentMs).toISOString()
      const last = changedAt.get(`${app} *`)?.moment ?? begun
      return last > begun && last <= time ? last : begun
    },
    close: () => {
      for (const stop of listening) stop()
    },
  }
}

/** How long an answer of a replica is kept that may lack the last change. */
const lagging = 1_000

/** What is awaited, unless the signal comes first. */
function untilLeft<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(fail('storage.report.left'))
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}

/** Tables of the organisation, which the topic `people` tells of. */
const ofPeople = new Set(['person', 'team', 'team_member', 'department', 'role_member', 'stand_in'])
const table = /\b(?:from|join)\s+"?([a-z_]\w*)"?\."?([a-z_]\w*)"?/gi

/**
 * What a statement of an app reads: `desk ticket` for a table with its sub-forms, `people` for the organisation, `desk *` for anything else
 * that an app has. `isTold`: whether every change of it is told, so that the answer may be kept longer.
 */
export function readsOf(statement: string, app: { id: Id; hasEntity(id: Id): boolean }): { reads: string[]; isTold: boolean } {
  const reads = new Set<string>()
  let isTold = true
  for (const [, schema = '', name = ''] of statement.matchAll(table)) {
    if (schema === 'tangram') {
      reads.add(ofPeople.has(name) ? 'people' : `${app.id} *`)
      // Views of processes look at the clock.
      isTold &&= ofPeople.has(name) || name.startsWith('task')
      continue
    }
    // Rows of sub-forms lie in `order__items`.
    const owners = [...name.matchAll(/__/g)].map(({ index }) => name.slice(0, index))
    for (const each of [name, ...owners]) reads.add(`${schema} ${each}`)
    isTold &&= schema === app.id && [name, ...owners].some(app.hasEntity)
  }
  return { reads: [...reads], isTold }
}
