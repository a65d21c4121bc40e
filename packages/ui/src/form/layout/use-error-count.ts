import type { Id } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'
import { useCallback, useContext, useSyncExternalStore } from 'react'
import { obstacleOf, UploadsContext } from '../form-uploads.ts'

/** How many of these fields show that something is wrong with them. */
export function useErrorCount(model: FormModel, fields: readonly Id[]): number {
  const uploads = useContext(UploadsContext)
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = fields.flatMap((field) => [model.subscribe(field, 'error', listener), model.subscribe(field, 'touched', listener)])
      if (uploads) ends.push(uploads.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
    [model, fields, uploads],
  )
  return useSyncExternalStore(subscribe, () => fields.filter((field) => isWrong(model, field, uploads?.of(field))).length)
}

function isWrong(model: FormModel, field: Id, uploads = { running: 0, failed: 0 }): boolean {
  const { error, readOnly, visible } = model.get(field)
  return visible && !readOnly && model.isTouched(field) && obstacleOf(error, uploads) !== undefined
}
