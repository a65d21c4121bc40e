import type { Id } from '@tangram/data-model'
import type { FieldError, FormModel } from '@tangram/form-engine'
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'

/** The files of one field that are not there yet: how many are on their way, how many failed. */
export type FieldUploads = { running: number; failed: number }

export type UploadsState = {
  fields: { readonly [field: Id]: FieldUploads }
  /** Files under way in the whole form. */
  running: number
  /** Whether somebody wants to hand the form in and waits for these files. */
  isWaiting: boolean
}

/**
 * The uploads of a form that are not finished. Widgets say how theirs stand; whoever hands the form in waits here.
 *
 *     uploads.set('pictures', { running: 1, failed: 0 })
 *     await uploads.settled() // once the file has arrived, failed or was taken away
 */
export type FormUploads = {
  set(field: Id, uploads: FieldUploads): void
  of(field: Id): FieldUploads
  /** The same object until something changes. */
  state(): UploadsState
  subscribe(listener: () => void): () => void
  /** Waits until nothing is under way or something failed: true. False: somebody stopped waiting, or waits anew. */
  settled(): Promise<boolean>
  stopWaiting(): void
}

const nothing: FieldUploads = { running: 0, failed: 0 }

export function createFormUploads(): FormUploads {
  const listeners = new Set<() => void>()
  let state: UploadsState = { fields: {}, running: 0, isWaiting: false }
  let goOn: ((isSettled: boolean) => void) | undefined

  const change = (part: Partial<UploadsState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const end = (isSettled: boolean) => {
    if (!goOn) return
    goOn(isSettled)
    goOn = undefined
    change({ isWaiting: false })
  }
  const isSettled = () => state.running === 0 || Object.values(state.fields).some(({ failed }) => failed > 0)
  return {
    set: (field, { running, failed }) => {
      const before = state.fields[field] ?? nothing
      if (before.running === running && before.failed === failed) return
      const fields = { ...state.fields, [field]: { running, failed } }
      change({ fields, running: Object.values(fields).reduce((sum, one) => sum + one.running, 0) })
      if (isSettled()) end(true)
    },
    of: (field) => state.fields[field] ?? nothing,
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    settled: () => {
      end(false)
      if (isSettled()) return Promise.resolve(true)
      const settled = new Promise<boolean>((resolve) => {
        goOn = resolve
      })
      change({ isWaiting: true })
      return settled
    },
    stopWaiting: () => end(false),
  }
}

/** The uploads of the form around a widget; null for a field that stands alone. */
export const UploadsContext = createContext<FormUploads | null>(null)

/** The uploads of one field of the form around; renders again when they change. */
export function useFieldUploads(field: Id): FieldUploads {
  const uploads = useContext(UploadsContext)
  const subscribe = useCallback((listener: () => void) => uploads?.subscribe(listener) ?? (() => {}), [uploads])
  return useSyncExternalStore(subscribe, () => uploads?.of(field) ?? nothing)
}

/** How many files the form waits for to be handed in; 0 while nobody waits. */
export function useAwaitedFiles(uploads: FormUploads): number {
  return useSyncExternalStore(uploads.subscribe, () => (uploads.state().isWaiting ? uploads.state().running : 0))
}

/** What keeps a field, and with it the form, from being handed in: an error, or `failed` uploads. */
export type Obstacle = { error: FieldError; failed?: never } | { failed: number; error?: never }

/** A failed upload comes before the field's own error; a file under way may still mend that one. */
export function obstacleOf(error: FieldError | undefined, { running, failed }: FieldUploads): Obstacle | undefined {
  if (failed > 0) return { failed }
  return error && running === 0 ? { error } : undefined
}

/** All obstacles in form order; then those of no field. */
export function obstaclesOf(model: FormModel, uploads: FormUploads): (Obstacle & { path: string })[] {
  const { errors } = model.state()
  const fields = model.plan.order.map((field) => `/${field}`)
  const ofFields = fields.flatMap((path) => {
    const own = errors.find((error) => error.path === path)
    const obstacle = obstacleOf(own, uploads.of(path.slice(1)))
    return obstacle ? [{ ...obstacle, path }] : []
  })
  return [...ofFields, ...errors.filter(({ path }) => !fields.includes(path)).map((error) => ({ error, path: error.path }))]
}
