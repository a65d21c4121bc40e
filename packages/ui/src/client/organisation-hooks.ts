import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { Incident, Named, NotificationItem, OutgoingMessage, Team } from './types.ts'

export function usePeople(search: string, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.people, search],
    queryFn: ({ signal }) => client.get<Named[]>(`/people?search=${encodeURIComponent(search)}`, { signal }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useTeams(enabled = true) {
  const client = useClient()
  return useQuery({ queryKey: keys.teams, queryFn: ({ signal }) => client.get<Team[]>('/teams', { signal }), enabled, staleTime: 60_000 })
}

export function useNotifications(enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: keys.notifications,
    queryFn: ({ signal }) => client.get<NotificationItem[]>('/notifications', { signal }),
    enabled,
  })
}

export function useReadNotifications() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (ids?: string[]) => client.send('POST', '/notifications/read', ids ? { ids } : {}),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.notifications }),
  })
}

/** Text messages and mails the server sent, newest first (administrators). */
export function useOutgoingMessages() {
  const client = useClient()
  return useQuery({ queryKey: keys.outgoing, queryFn: ({ signal }) => client.get<OutgoingMessage[]>('/messages', { signal }) })
}

/** Jobs that failed for good (administrators); `open` counts those that did not fit too. */
export function useIncidents(enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: keys.incidents,
    queryFn: ({ signal }) => client.get<{ incidents: Incident[]; open: number }>('/incidents', { signal }),
    enabled,
  })
}

/** Queues failed jobs again; all of them without ids. */
export function useRetryIncidents() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (ids?: string[]) => client.send<{ retried: number }>('POST', '/incidents/retry', ids ? { ids } : {}),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.incidents }),
  })
}

export function useDismissIncident() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => client.send('POST', `/incidents/${id}/dismiss`, { reason }),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.incidents }),
  })
}
