import type { Id } from '@tangram/data-model'
import type { Query, QueryClient } from '@tanstack/react-query'

/** Figures are read again at most once in this time, however many records change. */
const everyMs = 1000

type Change = { table: Id } | { dashboard: Id }

export type RefreshLater = {
  /** A record of this table changed, or the figures of a dashboard did, so those under the key that read it are old. */
  tell(key: readonly unknown[], change: Change): void
  stop(): void
}

/**
 * Reads figures again after changes: all changes of a second together, those that are being read once they are there, and none for a page
 * that nobody looks at until somebody does. A query whose `meta.tables` names what it reads is left alone by changes elsewhere; one with
 * `meta.lent`, a dashboard with its publisher's rights, by any record: its reader may see few of those that it counts.
 */
export function refreshLater(cache: QueryClient): RefreshLater {
  const stale = new Map<string, { key: readonly unknown[]; changes: Map<string, Change> }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let readAt = Number.NEGATIVE_INFINITY

  const read = () => {
    timer = undefined
    if (document.visibilityState === 'hidden') return
    readAt = performance.now()
    for (const [name, { key, changes }] of stale) {
      const isOld = (query: Query) => [...changes.values()].some((change) => concerns(query, change))
      // Begun anew at every change, an answer that takes longer than the pause between two of them would never come.
      if (cache.isFetching({ queryKey: key, predicate: isOld }) > 0) continue
      stale.delete(name)
      void cache.invalidateQueries({ queryKey: key, predicate: isOld })
    }
    soon()
  }
  const soon = () => {
    if (stale.size > 0 && document.visibilityState !== 'hidden')
      timer ??= setTimeout(read, Math.max(0, readAt + everyMs - performance.now()))
  }
  document.addEventListener('visibilitychange', soon)
  return {
    tell(key, change) {
      const name = JSON.stringify(key)
      const changes = stale.get(name)?.changes ?? new Map()
      stale.set(name, { key, changes: changes.set(JSON.stringify(change), change) })
      soon()
    },
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', soon)
    },
  }
}

function concerns({ meta }: Query, change: Change): boolean {
  if ('dashboard' in change) return meta?.lent === change.dashboard
  if (meta?.lent !== undefined) return false
  return !Array.isArray(meta?.tables) || meta.tables.includes(change.table)
}
