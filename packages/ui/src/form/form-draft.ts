import { type FieldDocument, type Id, isJsonObject, type JsonValue, type RecordValues } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'
import { useCallback, useEffect, useRef, useState } from 'react'

/** What was typed, with the fields as they were then. */
export type SavedDraft = { values: RecordValues; fields: { [field: Id]: FieldDocument } }

/**
 * Where unsaved text waits: `session` until the tab is closed, `local` on this device. `saved` is a draft that was kept elsewhere, to go
 * on with; what was typed since then and waits here is newer.
 */
export type DraftPlace = { key: string; storage?: 'session' | 'local'; saved?: SavedDraft }

/** An answer to a field that the form no longer asks for: it was removed, or only to be read, when the app was published anew. */
export type LostAnswer = { field: FieldDocument; value: JsonValue }

/**
 * Keeps what was typed over reloads. `wasRestored` says that an earlier draft is in the form now; `lost` is what of it has no place
 * there any more. It is kept with the draft, to be shown, until that is handed in or discarded. `typed` gives what to keep elsewhere.
 */
export function useDraftOf(
  model: FormModel,
  place: DraftPlace | undefined,
): { wasRestored: boolean; lost: readonly LostAnswer[]; discard: () => void; forget: () => void; typed: () => SavedDraft } {
  const key = place && keyOf(place)
  const storage = place?.storage ?? 'session'
  const [wasRestored, setRestored] = useState(false)
  const [lost, setLost] = useState<readonly LostAnswer[]>(nothing)
  const kept = useRef(lost)
  kept.current = lost
  const saved = useRef(place?.saved)
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)
  const typed = useCallback((): SavedDraft => {
    const now = typedIn(model)
    return {
      values: { ...Object.fromEntries(kept.current.map(({ field, value }) => [field.id, value])), ...now },
      fields: {
        ...Object.fromEntries(kept.current.map(({ field }) => [field.id, field])),
        ...Object.fromEntries(Object.keys(now).flatMap((id) => [fieldIn(model, id) ?? []].flat().map((field) => [id, field]))),
      },
    }
  }, [model])

  useEffect(() => {
    if (!key) return
    const waiting = read<JsonValue>(storage, key)
    const isNewer = Object.keys(waiting).length > 0
    const values = isNewer ? waiting : (saved.current?.values ?? {})
    const fields = isNewer ? read<FieldDocument>(storage, fieldsOf(key)) : (saved.current?.fields ?? {})
    const isAsked = (field: Id) => model.plan.order.includes(field) && !model.get(field).readOnly
    const known = Object.entries(values).filter(([field]) => isAsked(field))
    if (known.length > 0) model.setAll(Object.fromEntries(known))
    setRestored(known.length > 0)
    setLost(
      Object.entries(values).flatMap(([id, value]) => {
        const field = Object.hasOwn(fields, id) ? fields[id] : undefined
        return isAsked(id) || isEmpty(value) || !field ? [] : [{ field, value }]
      }),
    )

    const save = () => {
      clearTimeout(pending.current)
      pending.current = undefined
      const { values, fields } = typed()
      write(storage, key, values)
      write(storage, fieldsOf(key), fields)
    }
    const end = model.subscribeForm(() => {
      pending.current ??= setTimeout(save, 400)
    })
    window.addEventListener('pagehide', save)
    return () => {
      end()
      window.removeEventListener('pagehide', save)
      if (pending.current !== undefined) save()
    }
  }, [model, key, storage, typed])

  const forget = useCallback(() => {
    // What was typed a moment ago must not come back.
    clearTimeout(pending.current)
    pending.current = undefined
    forgetDraft(place)
  }, [place])

  const discard = useCallback(() => {
    if (!place) return
    kept.current = nothing
    model.reset()
    forget()
    setRestored(false)
    setLost(nothing)
  }, [model, place, forget])
  return { wasRestored, lost, discard, forget, typed }
}

/** Forgets a draft that has been handed in. */
export function forgetDraft(place: DraftPlace | undefined): void {
  if (!place) return
  for (const key of [keyOf(place), fieldsOf(keyOf(place))]) write(place.storage ?? 'session', key, {})
}

const nothing: readonly LostAnswer[] = []

const keyOf = ({ key }: DraftPlace): string => `tangram.form.${key}`
/** What the fields are called and how their values read: a form of another version may not know them. */
const fieldsOf = (key: string): string => `${key}.fields`

function typedIn(model: FormModel): RecordValues {
  if (!model.isChanged()) return {}
  return Object.fromEntries(model.plan.order.filter((field) => model.isTouched(field)).map((field) => [field, model.get(field).value]))
}

function fieldIn(model: FormModel, id: Id): FieldDocument | undefined {
  const field = model.plan.fields[id]
  return field && { id, type: field.fieldType.type, label: field.label, config: field.config }
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function storageOf(storage: 'session' | 'local'): Storage {
  return storage === 'session' ? window.sessionStorage : window.localStorage
}

function read<T>(storage: 'session' | 'local', key: string): { [field: Id]: T } {
  try {
    const value: unknown = JSON.parse(storageOf(storage).getItem(key) ?? '{}')
    return isJsonObject(value) ? (value as { [field: Id]: T }) : {}
  } catch {
    return {}
  }
}

function write(storage: 'session' | 'local', key: string, values: object): void {
  try {
    if (Object.keys(values).length > 0) storageOf(storage).setItem(key, JSON.stringify(values))
    else storageOf(storage).removeItem(key)
  } catch {
    // Storage may be full or refused; the form works on without a net.
  }
}
