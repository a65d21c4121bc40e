import type { Id, LocalizedText, PersonalKind } from '@tangram/data-model'
import { useClient } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'

type Named = { app: Id; appLabel: LocalizedText; entity: Id; label: LocalizedText }
export type PersonalField = { id: string; label: LocalizedText; kind: PersonalKind | null; encrypted: boolean }
type Table = Named & { linked: boolean; view: Id | null; fields: PersonalField[] }

/** As the API has it. */
export type PersonalTable = Table & { records: number | null }
export type FoundRecord = { id: string; title: string; createdAt: string; fields: string[] }
export type FoundTable = Table & { deleted: boolean; records: FoundRecord[]; next: string | null }
export type Found = {
  tables: FoundTable[]
  unread: (Named & { why: LocalizedText })[]
  members: { id: string; name: string; state: 'active' | 'invited' | 'suspended' }[]
}
export type Place = { app: Id; entity: Id; record: string }

/** As many as one file may have. */
export const maxChosen = 200

export const placeKey = ({ app, entity, record }: Place): string => `${app} ${entity} ${record}`

export const tableKey = ({ app, entity, deleted }: FoundTable): string => `${app} ${entity} ${deleted}`

export function useInventory() {
  const client = useClient()
  return useQuery({
    queryKey: ['personal-data'],
    queryFn: ({ signal }) => client.get<PersonalTable[]>('/personal-data', { signal }),
  })
}
