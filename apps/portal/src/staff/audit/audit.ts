import { type Named, useClient } from '@tangram/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'

export type AuditResult = 'ok' | 'refused' | 'failed'
export type AuditEntry = {
  id: string
  at: string
  actor: string | null
  actorName: string | null
  actorKind: 'person' | 'link' | 'system'
  action: string
  object: string | null
  result: AuditResult
  ip: string | null
  login: string | null
  details: unknown
}
/** Dates are days of the reader's calendar; empty: no limit. */
export type AuditQuery = { actor: string; action: string; result: string; object: string; from: string; until: string }
export type Verified = {
  broken: { what: 'missing' | 'changed' | 'personal' | 'order' | 'stranger' | 'end'; seq: number | null; entry: string | null } | null
  entries: number
  erased: number
  unsealed: number
  last: { seq: number; digest: string }
}

const pageSize = 50
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

export function searchOf({ from, until, ...rest }: AuditQuery): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) if (value.trim() !== '') search.set(name, value.trim())
  if (from !== '') search.set('from', new Date(`${from}T00:00:00`).toISOString())
  if (until !== '') search.set('to', new Date(new Date(`${until}T00:00:00`).getTime() + 24 * 3_600_000).toISOString())
  return search
}

export function useAudit(query: AuditQuery) {
  const client = useClient()
  const search = searchOf(query).toString()
  return useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam ? `&before=${pageParam}` : ''
      return client.get<{ entries: AuditEntry[]; next: string | null }>(`/audit?limit=${pageSize}&${search}${before}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}

/** Names of the people that objects name by their ids. */
export function useNamesIn(entries: readonly AuditEntry[]): (object: string) => string {
  const client = useClient()
  const ids = [...new Set(entries.flatMap(({ object }) => object?.match(uuid) ?? []))].slice(0, 150).sort()
  const found = useQuery({
    queryKey: ['audit-names', ids],
    queryFn: ({ signal }) => client.get<Named[]>(`/people?limit=200&ids=${ids.join(',')}`, { signal }),
    enabled: ids.length > 0,
    staleTime: 60_000,
  })
  const names = new Map(found.data?.map(({ id, name }) => [id, name]))
  return (object) => object.replaceAll(uuid, (id) => names.get(id) ?? id)
}
