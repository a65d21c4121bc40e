import { useLocalStorage } from '@mantine/hooks'
import type { Id } from '@tangram/data-model'
import type { FieldView } from '@tangram/ui'
import { useMemo } from 'react'

export type Columns = {
  shown: FieldView[]
  /** Every column there could be, shown ones first in their order. */
  all: FieldView[]
  isChanged: boolean
  toggle: (id: Id) => void
  reset: () => void
}

/** Which columns a person sees in a list: the author's, until they choose their own on this device. */
export function useColumns(list: string, authored: readonly Id[], fields: { [id: Id]: FieldView }): Columns {
  const [own, setOwn, forget] = useLocalStorage<Id[] | null>({ key: `tangram.columns.${list}`, defaultValue: null })
  return useMemo(() => {
    const ids = (own ?? authored).filter((id) => Object.hasOwn(fields, id))
    const shown = (ids.length > 0 ? ids : authored).flatMap((id) => fields[id] ?? [])
    const rest = Object.values(fields).filter((field) => !shown.includes(field) && !hiddenAlways.has(field.id))
    return {
      shown,
      all: [...shown, ...rest],
      isChanged: own !== null,
      toggle: (id) => setOwn(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]),
      reset: () => forget(),
    }
  }, [own, authored, fields, setOwn, forget])
}

/** Columns of the machinery, which tell a reader nothing. */
const hiddenAlways: ReadonlySet<Id> = new Set(['id', 'version', 'deleted_at', 'deleted_by'])
