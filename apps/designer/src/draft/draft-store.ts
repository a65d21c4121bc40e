import { type AppDocument, applyCommand, type Command, fieldsOf, type UsedIds, withUsedIds } from '@tangram/app-model'
import { AppError } from '@tangram/data-model'
import { platform } from '../platform.ts'

/** What the designer holds of an app: the document, what was done to it, and what of that is saved. */
export type DraftState = {
  document: AppDocument
  /** Revision the server gave for the saved document. */
  revision: number
  publishedVersion: number | null
  /** Ids published versions have used: nothing new is given one of them. */
  usedIds: UsedIds
  /** What was done since the last save, undoing included, in order: doing it again leads from the saved document to this one. */
  unsaved: readonly Command[]
  isDirty: boolean
  canUndo: boolean
  canRedo: boolean
}

/** The documents themselves are kept, so that going back to what is saved is seen to be that. */
type Step = { forward: Command; inverse: Command; before: AppDocument; after: AppDocument }

type Saved = { document: AppDocument; revision: number }

/** A document that is changed by commands only, with undo and redo without end. Pure but for its listeners. */
export type DraftStore = {
  get(): DraftState
  subscribe(listener: () => void): () => void
  /** Applies a command and remembers its inverse. */
  run(command: Command): void
  undo(): void
  redo(): void
  /** The server has the state as it was when it was sent. */
  saved(sent: DraftState, revision: number): void
  /** Somebody else saved this: what is unsaved here is done again on top of it. Gives how many changes no longer apply. */
  rebase(saved: Saved): number
  published(version: number): void
}

/** @param start.unsaved done again on the document: what was kept on this device when the page was left */
export function createDraftStore(
  start: Saved & { publishedVersion: number | null; usedIds: UsedIds; unsaved?: readonly Command[] },
): DraftStore {
  let done: Step[] = []
  let undone: Step[] = []
  let savedDocument = start.document
  const { document, revision, publishedVersion, usedIds } = start
  let state: DraftState = { document, revision, publishedVersion, usedIds, unsaved: [], isDirty: false, canUndo: false, canRedo: false }
  const listeners = new Set<() => void>()

  function show(change: Partial<DraftState>) {
    const next = { ...state, ...change }
    const isDirty = next.document !== savedDocument
    state = { ...next, unsaved: isDirty ? next.unsaved : [], isDirty, canUndo: done.length > 0, canRedo: undone.length > 0 }
    for (const listener of listeners) listener()
  }

  /** Does them again on another document; those that name what is no longer there are left out. */
  function redoOn(saved: Saved, commands: readonly Command[]): number {
    savedDocument = saved.document
    done = []
    undone = []
    let current = saved.document
    for (const forward of commands) {
      try {
        const { document: after, inverse } = applyCommand(current, forward)
        done.push({ forward, inverse, before: current, after })
        current = after
      } catch (error) {
        if (!(error instanceof AppError)) throw error
      }
    }
    const left = commands.length - done.length
    show({ document: current, revision: saved.revision, unsaved: done.map(({ forward }) => forward) })
    return left
  }

  redoOn(start, start.unsaved ?? [])

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    run(command) {
      const before = state.document
      const { document, inverse } = applyCommand(before, command)
      done = [...done, { forward: command, inverse, before, after: document }]
      undone = []
      show({ document, unsaved: [...state.unsaved, command] })
    },
    undo() {
      const step = done.at(-1)
      if (!step) return
      done = done.slice(0, -1)
      undone = [...undone, step]
      show({ document: step.before, unsaved: [...state.unsaved, step.inverse] })
    },
    redo() {
      const step = undone.at(-1)
      if (!step) return
      undone = undone.slice(0, -1)
      done = [...done, step]
      show({ document: step.after, unsaved: [...state.unsaved, step.forward] })
    },
    saved(sent, revision) {
      savedDocument = sent.document
      show({ revision, unsaved: state.unsaved.slice(sent.unsaved.length) })
    },
    rebase: (saved) => redoOn(saved, state.unsaved),
    published(version) {
      show({ publishedVersion: version, usedIds: withUsedIds(state.usedIds, fieldsOf(state.document), platform.fields) })
    },
  }
}
