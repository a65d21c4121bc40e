import type { AppDocument, Command, UsedIds } from '@tangram/app-model'
import { ApiProblem, type Draft, notify, problemText, useSaveDraft, useTranslation } from '@tangram/ui'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { createDraftStore, type DraftState, type DraftStore } from './draft-store.ts'
import { forgetUnsaved, keepUnsaved, unsavedCopy } from './unsaved-copy.ts'

type DraftValue = { app: string; store: DraftStore; save: () => Promise<boolean>; isSaving: boolean }

const DraftContext = createContext<DraftValue | null>(null)

/** Holds the draft of one app for everything below. */
export function DraftProvider({ app, draft, children }: { app: string; draft: Draft; children: ReactNode }) {
  const { t } = useTranslation('designer')
  const [store] = useState(() => {
    return createDraftStore({ ...draft, unsaved: unsavedCopy(app) })
  })
  const saving = useSaveDraft(app)

  const save = useCallback(async () => {
    const sent = store.get()
    if (!sent.isDirty) return true
    try {
      const saved = await saving.mutateAsync(sent)
      store.saved(sent, saved.revision)
      return true
    } catch (error) {
      const theirs = error instanceof ApiProblem && error.isStale ? currentIn(error) : undefined
      if (theirs) {
        const left = store.rebase(theirs)
        void notify({ kind: 'info', title: t('save-stale'), message: t(left > 0 ? 'save-stale-left' : 'save-stale-text', { n: left }) })
        return false
      }
      const { title, detail, fix } = problemText(error)
      void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
      return false
    }
  }, [saving.mutateAsync, store, t])

  useEffect(
    () =>
      store.subscribe(() => {
        const { unsaved, isDirty } = store.get()
        if (isDirty) keepUnsaved(app, unsaved)
        else forgetUnsaved(app)
      }),
    [app, store],
  )
  // What was kept on this device is there again: say so, it was not done on this page.
  useEffect(() => {
    if (store.get().isDirty) void notify({ message: t('restored-unsaved') })
  }, [store, t])

  const value = useMemo(() => ({ app, store, save, isSaving: saving.isPending }), [app, store, save, saving.isPending])
  return <DraftContext value={value}>{children}</DraftContext>
}

/** The draft the server has instead, which comes with its refusal. */
function currentIn({ details }: ApiProblem): { document: AppDocument; revision: number } | undefined {
  return (details as { current?: { document: AppDocument; revision: number } } | undefined)?.current
}

function useDraftValue(): DraftValue {
  const value = useContext(DraftContext)
  if (!value) throw new Error('useDraft outside DraftProvider')
  return value
}

/** The draft as it is now; the component renders again with every change. */
export function useDraft(): DraftState {
  const { store } = useDraftValue()
  return useSyncExternalStore(store.subscribe, store.get)
}

/** What one can do to the draft. Stable: using it renders nothing. */
export function useDraftActions(): Pick<DraftStore, 'undo' | 'redo' | 'published'> & {
  app: string
  run: (command: Command) => void
  /** The document at this very moment, for handlers. */
  current: () => AppDocument
  /** Ids that published versions have used. */
  usedIds: () => UsedIds
  save: () => Promise<boolean>
  isSaving: boolean
} {
  const { app, store, save, isSaving } = useDraftValue()
  return useMemo(
    () => ({
      app,
      run: store.run,
      undo: store.undo,
      redo: store.redo,
      published: store.published,
      current: () => store.get().document,
      usedIds: () => store.get().usedIds,
      save,
      isSaving,
    }),
    [app, store, save, isSaving],
  )
}
