import type { Id } from '@tangram/data-model'
import { createContext } from 'react'

/**
 * Finds a field that lies in a closed tab, a later step or a folded section: what holds it opens there.
 *
 *     reveal.show('phone')
 */
export type Reveal = {
  /** The field looked for last: containers that come up on the way to it open where it lies. */
  wanted: Id | undefined
  show(field: Id): void
  /** Calls back with each field that is looked for. Returns the end of it. */
  subscribe(listener: (field: Id) => void): () => void
}

export function createReveal(): Reveal {
  const listeners = new Set<(field: Id) => void>()
  const reveal: Reveal = {
    wanted: undefined,
    show(field) {
      reveal.wanted = field
      for (const listener of listeners) listener(field)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return reveal
}

/** What opens the containers of the form around. */
export const RevealContext = createContext<Reveal | null>(null)

const patienceMs = 3000

/** Takes the focus to an element as soon as it is there and can be seen: what holds it may still be loading. */
export function focusWhenShown(id: string): void {
  const focus = () => {
    const target = document.getElementById(id)
    if (!target || target.closest('[hidden]')) return false
    target.focus()
    target.scrollIntoView?.({ block: 'center' })
    return true
  }
  if (focus()) return
  const observer = new MutationObserver(() => focus() && end())
  const timer = setTimeout(() => observer.disconnect(), patienceMs)
  const end = () => {
    clearTimeout(timer)
    observer.disconnect()
  }
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden'] })
}
