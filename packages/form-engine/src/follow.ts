import { effect, setActiveSub } from 'alien-signals'

/** Calls back when a reading gives another value. What the listener reads is not followed. */
export function follow(read: () => unknown, listener: () => void): () => void {
  let first = true
  let last: unknown
  return effect(() => {
    const value = read()
    const changed = !first && value !== last
    first = false
    last = value
    if (!changed) return
    const active = setActiveSub(undefined)
    try {
      listener()
    } finally {
      setActiveSub(active)
    }
  })
}
