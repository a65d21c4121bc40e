import type { Id } from '@tangram/data-model'
import type { FieldState, FormModel } from '@tangram/form-engine'
import { useCallback, useSyncExternalStore } from 'react'

/** The state of one field; the component renders again only when something about this field changes. */
export function useField(model: FormModel, field: Id): FieldState {
  const subscribe = useCallback((listener: () => void) => model.subscribe(field, '*', listener), [model, field])
  return useSyncExternalStore(subscribe, () => model.get(field))
}

/** Whether somebody typed into the field or tried to submit. */
export function useTouched(model: FormModel, field: Id): boolean {
  const subscribe = useCallback((listener: () => void) => model.subscribe(field, 'touched', listener), [model, field])
  return useSyncExternalStore(subscribe, () => model.isTouched(field))
}

/** Whether a section, heading, description or divider shows. */
export function useElementVisible(model: FormModel, element: Id): boolean {
  const subscribe = useCallback((listener: () => void) => model.subscribeElement(element, listener), [model, element])
  return useSyncExternalStore(subscribe, () => model.isElementVisible(element))
}
