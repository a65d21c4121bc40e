import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import { refreshLater } from './refresh-later.ts'
import type { LiveEvent } from './types.ts'

/** Keeps what is on screen fresh by the server's announcements; tells whether they arrive. Use once, where somebody is signed in. */
export function useLive(enabled: boolean, onEvent?: (event: LiveEvent) => void): 'live' | 'reconnecting' {
  const client = useClient()
  const cache = useQueryClient()
  const [state, setState] = useState<'live' | 'reconnecting'>('live')
  useEffect(() => {
    if (!enabled) return
    const reports = refreshLater(cache)
    const stop = client.live(
      (event) => {
        for (const queryKey of staleKeys(event)) {
          if (queryKey[0] === 'reports' && event.type === 'record') reports.tell(queryKey, { table: event.entity ?? '' })
          else if (event.type === 'figures') reports.tell(queryKey, { dashboard: event.id ?? '' })
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
    case 'figures':
      return event.app ? [keys.reports(event.app)] : []
    case 'notification':
      return [keys.notifications]
    case 'import':
      return [keys.import(event.id ?? '')]
    case 'incident':
      return [keys.incidents]
  }
}
