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
    const kept = unsavedCopy(app, draft.revision)
    return createDraftStore({ ...draft, document: kept ?? draft.document, isDirty: kept !== undefined })
  })
  const saving = useSaveDraft(app)

  const save = useCallback(async () => {
    const { document, revision, isDirty } = store.get()
    if (!isDirty) return true
    try {
      const saved = await saving.mutateAsync({ document, revision })
      store.saved(document, saved.revision)
      return true
    } catch (error) {
      const { title, detail, fix } = problemText(error)
      const stale = error instanceof ApiProblem && error.status === 409
      void notify({ kind: 'danger', title, message: [stale ? t('save-stale') : detail, fix].filter(Boolean).join(' ') })
      return false
    }
  }, [saving.mutateAsync, store, t])

  useEffect(
    () =>
      store.subscribe(() => {
        const { document, revision, isDirty } = store.get()
        if (isDirty) keepUnsaved(app, { document, revision })
        else forgetUnsaved(app)
      }),
    [app, store],
  )

  const value = useMemo(() => ({ app, store, save, isSaving: saving.isPending }), [app, store, save, saving.isPending])
  return <DraftContext value={value}>{children}</DraftContext>
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
