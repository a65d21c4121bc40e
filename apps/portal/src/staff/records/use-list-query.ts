import type { ViewDocument } from '@tangram/app-model'
import type { Id } from '@tangram/data-model'
import { type FieldView, instantOf, type RecordListQuery, useLocale } from '@tangram/ui'
import { useMemo } from 'react'
import { conditionsLogic } from './filter/condition.ts'
import type { ListAddress } from './list-address.ts'

/** The list's own filter and what the reader added to it, as the server is asked. */
export function useListQuery(address: ListAddress, view: ViewDocument | undefined, fields: { [id: Id]: FieldView }): RecordListQuery {
  const { zone } = useLocale()
  return useMemo(() => {
    const own = conditionsLogic(
      address.conditions,
      (field) => fields[field]?.valueType,
      (day) => instantOf(day, '00:00', zone),
    )
    const parts = [view?.where, own].filter((part) => part !== undefined)
    const where = parts.length > 1 ? { and: parts } : parts[0]
    const sort = address.sort ?? view?.sort
    return {
      ...(where === undefined ? {} : { where }),
      ...(address.search ? { search: address.search } : {}),
      ...(sort ? { sort } : {}),
    }
  }, [address, view, fields, zone])
}
