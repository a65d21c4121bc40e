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
    return client.live(
      (event) => {
        refresh(cache, event)
        onEvent?.(event)
      },
      { reconnect: () => void cache.invalidateQueries(), lost: () => setState('reconnecting'), open: () => setState('live') },
    )
  }, [client, cache, enabled, onEvent])
  return state
}

function refresh(cache: QueryClient, event: LiveEvent): void {
  for (const queryKey of staleKeys(event)) void cache.invalidateQueries({ queryKey })
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
