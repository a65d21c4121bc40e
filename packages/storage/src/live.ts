import type { Id } from '@tangram/data-model'

/**
 * Something changed somewhere; carries ids only. `people`: whom it concerns (tasks, notifications). Whoever passes it on checks `canSee`;
 * an `incident` is for administrators.
 */
export type LiveEvent = {
  type: 'task' | 'record' | 'app' | 'notification' | 'import' | 'incident'
  app?: Id
  entity?: Id
  id?: string
  people?: string[]
}

export type Live = {
  /** Every server process hears every event, its own too. */
  subscribe(listener: (event: LiveEvent) => void): () => void
}
