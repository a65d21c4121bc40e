import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import { useRefreshFlows } from './task-hooks.ts'
import type { StandIn } from './types.ts'

/** The reader's stand-ins and those for whom the reader stands in. */
export function useStandIns() {
  const client = useClient()
  return useQuery({ queryKey: keys.standIns, queryFn: ({ signal }) => client.get<StandIn[]>('/stand-ins', { signal }) })
}

export type NewStandIn = { to: string; from: string; until: string; mode: StandIn['mode']; app?: string; process?: string }

export function useAddStandIn() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: NewStandIn) => client.send('POST', '/stand-ins', { requestId: crypto.randomUUID(), ...input }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.standIns }),
  })
}

export function useRemoveStandIn() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => client.send('DELETE', `/stand-ins/${id}`),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.standIns }),
  })
}

/** Gives every open to-do of somebody who leaves to another person (administrators). */
export function useHandOver() {
  const client = useClient()
  const refresh = useRefreshFlows()
  return useMutation({
    mutationFn: ({ from, to }: { from: string; to: string }) =>
      client.send<{ tasks: number; refused?: { instance: string }[] }>('POST', `/people/${from}/hand-over`, {
        requestId: crypto.randomUUID(),
        to,
      }),
    onSuccess: refresh,
  })
}
