import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { LiveEvent } from './types.ts'

/** Keeps what is on screen fresh by the server's announcements; tells whether they arrive. Use once, where somebody is signed in. */
export function useLive(enabled: boolean, onEvent?: (event: LiveEvent) => void): 'live' | 'reconnecting' {
  const client = useClient()
  const cache = useQueryClient()
  const [state, setState] = useState<'live' | 'reconnecting'>('live')
  useEffect(() => {
    if (!enabled) return
    const reports = reportsLater(cache)
    const stop = client.live(
      (event) => {
        for (const queryKey of staleKeys(event)) {
          if (queryKey[0] === 'reports' && event.type === 'record') reports.tell(queryKey)
          else void cache.invalidateQueries({ queryKey })
        }
        onEvent?.(event)
      },
      { reconnect: () => void cache.invalidateQueries(), lost: () => setState('reconnecting'), open: () => setState('live') },
    )
    return () => {
      reports.stop()
      stop()
    }
  }, [client, cache, enabled, onEvent])
  return state
}

/** Figures are read again at most once in this time, however many records change, and never by a page that nobody sees. */
const reportsEveryMs = 1000

function reportsLater(cache: QueryClient): { tell(key: readonly unknown[]): void; stop(): void } {
  const stale = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let readAt = Number.NEGATIVE_INFINITY
  const read = () => {
    timer = undefined
    if (document.visibilityState === 'hidden') return
    readAt = performance.now()
    for (const queryKey of stale.values()) void cache.invalidateQueries({ queryKey })
    stale.clear()
  }
  const soon = () => {
    if (stale.size > 0) timer ??= setTimeout(read, Math.max(0, readAt + reportsEveryMs - performance.now()))
  }
  document.addEventListener('visibilitychange', soon)
  return {
    tell(key) {
      stale.set(JSON.stringify(key), key)
      soon()
    },
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', soon)
    },
  }
}

/** What an announcement makes stale. */
export function staleKeys(event: LiveEvent): readonly (readonly unknown[])[] {
  switch (event.type) {
    case 'task':
      return [keys.tasks, keys.initiated, keys.copies, keys.instances]
    case 'record': {
      if (!event.app || !event.entity) return [['records']]
      return [keys.entity(event.app, event.entity), keys.reports(event.app), keys.initiated, keys.instances]
    }
    case 'app':
      return event.app
        ? [keys.apps, keys.app(event.app), keys.versions(event.app), ['records', event.app], keys.reports(event.app)]
        : [keys.apps]
    case 'notification':
      return [keys.notifications]
    case 'import':
      return [keys.import(event.id ?? '')]
    case 'incident':
      return [keys.incidents]
  }
}
