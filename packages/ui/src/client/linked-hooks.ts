import type { EntityDocument, Id, LocalizedText } from '@tangram/data-model'
import { useQuery } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'

/** A table or view of the database that an app may link. `rows` is an estimate; null where the database has none. */
export type LinkableTable = {
  schema: string
  table: string
  kind: 'table' | 'view' | 'materialized' | 'foreign'
  comment: string | null
  rows: number | null
  columns: number
}

/** `schemas`: those the operator allows; none: nothing can be linked. */
export type LinkableTables = { schemas: string[]; tables: LinkableTable[] }

export type LinkableColumn = {
  column: string
  /** As PostgreSQL names it. */
  type: string
  comment: string | null
  nullable: boolean
  isKey: boolean
  references: { schema: string; table: string; column: string } | null
  /** Null: no field can hold it. */
  fieldType: string | null
}

/** All that linking one table takes. `key` is empty where the database declares none; `sample` has its first rows as texts by column. */
export type LinkableDetail = {
  columns: LinkableColumn[]
  key: string[]
  entity: EntityDocument
  skipped: { column: string; type: string; reason: LocalizedText }[]
  sample: { [column: string]: string | null }[]
}

/** What the database offers to link (designers only). */
export function useLinkableTables(app: Id) {
  const client = useClient()
  return useQuery({
    queryKey: keys.linkable(app),
    queryFn: ({ signal }) => client.get<LinkableTables>(`/apps/${app}/linked-tables`, { signal }),
    staleTime: 0,
  })
}

/** Columns, key and first rows of one of them, as the database has them now. */
export function useLinkableTable(app: Id, source: { schema: string; table: string } | undefined) {
  const client = useClient()
  const path = source && `/apps/${app}/linked-tables/${encodeURIComponent(source.schema)}/${encodeURIComponent(source.table)}`
  return useQuery({
    queryKey: [...keys.linkable(app), path],
    queryFn: ({ signal }) => client.get<LinkableDetail>(path ?? '', { signal }),
    enabled: path !== undefined,
    staleTime: 0,
  })
}
