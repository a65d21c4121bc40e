import type { RecordValues } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'
import { useCallback, useEffect, useState } from 'react'

/** Where unsaved text waits: `session` until the tab is closed, `local` on this device. */
export type DraftPlace = { key: string; storage?: 'session' | 'local' }

/** Keeps what was typed over reloads. `wasRestored` says that an earlier draft is in the form now. */
export function useDraftOf(model: FormModel, place: DraftPlace | undefined): { wasRestored: boolean; discard: () => void } {
  const key = place && `tangram.form.${place.key}`
  const storage = place?.storage ?? 'session'
  const [wasRestored, setRestored] = useState(false)

  useEffect(() => {
    if (!key) return
    const kept = read(storage, key)
    const known = Object.entries(kept).filter(([field]) => model.plan.order.includes(field) && !model.get(field).readOnly)
    if (known.length > 0) model.setAll(Object.fromEntries(known))
    setRestored(known.length > 0)

    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      clearTimeout(timer)
      timer = undefined
      write(storage, key, typedIn(model))
    }
    const end = model.subscribeForm(() => {
      timer ??= setTimeout(save, 400)
    })
    window.addEventListener('pagehide', save)
    return () => {
      end()
      window.removeEventListener('pagehide', save)
      if (timer !== undefined) save()
    }
  }, [model, key, storage])

  const discard = useCallback(() => {
    if (!key) return
    model.reset()
    write(storage, key, {})
    setRestored(false)
  }, [model, key, storage])
  return { wasRestored, discard }
}

/** Forgets a draft that has been handed in. */
export function forgetDraft(place: DraftPlace | undefined): void {
  if (place) write(place.storage ?? 'session', `tangram.form.${place.key}`, {})
}

function typedIn(model: FormModel): RecordValues {
  if (!model.isChanged()) return {}
  return Object.fromEntries(model.plan.order.filter((field) => model.isTouched(field)).map((field) => [field, model.get(field).value]))
}

function storageOf(storage: 'session' | 'local'): Storage {
  return storage === 'session' ? window.sessionStorage : window.localStorage
}

function read(storage: 'session' | 'local', key: string): RecordValues {
  try {
    const value: unknown = JSON.parse(storageOf(storage).getItem(key) ?? '{}')
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as RecordValues) : {}
  } catch {
    return {}
  }
}

function write(storage: 'session' | 'local', key: string, values: RecordValues): void {
  try {
    if (Object.keys(values).length > 0) storageOf(storage).setItem(key, JSON.stringify(values))
    else storageOf(storage).removeItem(key)
  } catch {
    // Storage may be full or refused; the form works on without a net.
  }
}
