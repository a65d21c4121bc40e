import type { Id } from '@tangram/data-model'
import type { Query, QueryClient } from '@tanstack/react-query'

/** Figures are read again at most once in this time, however many records change. */
const everyMs = 1000

export type RefreshLater = {
  /** A record of this table changed, so the figures under the key that read it are old. */
  tell(key: readonly unknown[], entity: Id): void
  stop(): void
}

/**
 * Reads figures again after changes: all changes of a second together, those that are being read once they are there, and none for a page
 * that nobody looks at until somebody does. A query whose `meta.tables` names what it reads is left alone by changes elsewhere.
 */
export function refreshLater(cache: QueryClient): RefreshLater {
  const stale = new Map<string, { key: readonly unknown[]; entities: Set<Id> }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let readAt = Number.NEGATIVE_INFINITY

  const read = () => {
    timer = undefined
    if (document.visibilityState === 'hidden') return
    readAt = performance.now()
    for (const [name, { key, entities }] of stale) {
      const isOld = ({ meta }: Query) => !Array.isArray(meta?.tables) || meta.tables.some((table: Id) => entities.has(table))
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
    tell(key, entity) {
      const name = JSON.stringify(key)
      const entities = stale.get(name)?.entities ?? new Set()
      stale.set(name, { key, entities: entities.add(entity) })
      soon()
    },
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', soon)
    },
  }
}
