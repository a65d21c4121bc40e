import { type AppDocument, applyCommand, type Command, fieldsOf, type UsedIds, withUsedIds } from '@tangram/app-model'
import { platform } from '../platform.ts'

/** What the designer holds of an app: the document, what was done to it, and what of that is saved. */
export type DraftState = {
  document: AppDocument
  /** Revision the server gave for the saved document. */
  revision: number
  publishedVersion: number | null
  /** Ids published versions have used: nothing new is given one of them. */
  usedIds: UsedIds
  isDirty: boolean
  canUndo: boolean
  canRedo: boolean
}

type Step = { forward: Command; inverse: Command }

/** A document that is changed by commands only, with undo and redo without end. Pure but for its listeners. */
export type DraftStore = {
  get(): DraftState
  subscribe(listener: () => void): () => void
  /** Applies a command and remembers its inverse. */
  run(command: Command): void
  undo(): void
  redo(): void
  /** The server has the document as it was when it was sent. */
  saved(document: AppDocument, revision: number): void
  published(version: number): void
}

export function createDraftStore(start: {
  document: AppDocument
  revision: number
  publishedVersion: number | null
  usedIds: UsedIds
  isDirty?: boolean
}): DraftStore {
  let done: Step[] = []
  let undone: Step[] = []
  let savedDocument: AppDocument | undefined = start.isDirty ? undefined : start.document
  let state: DraftState = { ...start, isDirty: start.isDirty ?? false, canUndo: false, canRedo: false }
  const listeners = new Set<() => void>()

  function show(change: Partial<DraftState>) {
    const next = { ...state, ...change }
    state = { ...next, isDirty: next.document !== savedDocument, canUndo: done.length > 0, canRedo: undone.length > 0 }
    for (const listener of listeners) listener()
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    run(command) {
      const { document, inverse } = applyCommand(state.document, command)
      done = [...done, { forward: command, inverse }]
      undone = []
      show({ document })
    },
    undo() {
      const step = done.at(-1)
      if (!step) return
      const { document } = applyCommand(state.document, step.inverse)
      done = done.slice(0, -1)
      undone = [...undone, step]
      show({ document })
    },
    redo() {
      const step = undone.at(-1)
      if (!step) return
      const { document, inverse } = applyCommand(state.document, step.forward)
      undone = undone.slice(0, -1)
      done = [...done, { forward: step.forward, inverse }]
      show({ document })
    },
    saved(document, revision) {
      savedDocument = document
      show({ revision })
    },
    published(version) {
      show({ publishedVersion: version, usedIds: withUsedIds(state.usedIds, fieldsOf(state.document), platform.fields) })
    },
  }
}
