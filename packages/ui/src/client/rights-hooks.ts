import type { Id } from '@tangram/data-model'
import { useQuery } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import { recordsPath } from './record-hooks.ts'
import type { RightsExplained } from './types.ts'

/** Whose rights: a person's, or those of whoever holds just these roles. */
export type Whose = { person: string } | { roles: readonly Id[] }

/** Why somebody may (not) see and do things with the records of a table, or with one of them. */
export function useRights(app: Id, entity: Id, record: string | undefined, whose: Whose | undefined) {
  const client = useClient()
  const asked = whose && ('person' in whose ? `person=${whose.person}` : `roles=${whose.roles.join()}`)
  const path = record === undefined ? `/apps/${app}/entities/${entity}` : `${recordsPath(app, entity)}/${encodeURIComponent(record)}`
  return useQuery({
    queryKey: [...keys.rights(app, entity), record, asked],
    queryFn: ({ signal }) => client.get<RightsExplained>(`${path}/rights?${asked}`, { signal }),
    enabled: asked !== undefined,
    retry: false,
  })
}
