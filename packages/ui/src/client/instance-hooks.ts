import type { Id } from '@tangram/data-model'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import { queryOf, useRefreshFlows } from './task-hooks.ts'
import type { CopyItem, InitiatedRecord, InstanceDetail, InstanceStatus, InstanceSummary } from './types.ts'

/** Records whose process the reader started: where they stand and who holds them. */
export function useInitiated(filter: { status?: 'running' | 'ended'; search?: string } = {}) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.initiated, filter],
    queryFn: ({ pageParam, signal }) =>
      client.get<{ items: InitiatedRecord[]; next: string | null }>(`/initiated?${queryOf({ ...filter, after: pageParam ?? undefined })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Copies the reader got, the latest first. */
export function useCopies(filter: { unread?: boolean } = {}) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.copies, filter],
    queryFn: ({ pageParam, signal }) =>
      client.get<{ copies: CopyItem[]; next: string | null }>(`/copies?${queryOf({ ...filter, after: pageParam ?? undefined })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Marks copies as read. */
export function useReadCopies() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (ids: string[]) => client.send('POST', '/copies/read', { requestId: crypto.randomUUID(), ids }),
    onSuccess: () => Promise.all([keys.copies, [...keys.tasks, 'counts']].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
}

/** One instance with all its visits, drawn on its process. */
export function useInstance(id: string | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: keys.instance(id ?? ''),
    queryFn: ({ signal }) => client.get<InstanceDetail>(`/instances/${id}`, { signal }),
    enabled: id !== undefined,
  })
}

export type InstanceFilter = { process?: Id; status?: InstanceStatus; incident?: boolean; search?: string }

/** Instances of an app, for those who administer or design it; newest first. */
export function useInstances(app: Id | undefined, filter: InstanceFilter = {}) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.instances, 'list', app, filter],
    queryFn: ({ pageParam, signal }) =>
      client.get<{ instances: InstanceSummary[]; next: string | null }>(
        `/apps/${app}/instances?${queryOf({ ...filter, after: pageParam ?? undefined })}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled: app !== undefined,
  })
}

/** Starts a process on a record by hand. */
export function useStartProcess(app: Id) {
  const client = useClient()
  const refresh = useRefreshFlows()
  return useMutation({
    mutationFn: ({ process, ...input }: { process: Id; record: string; requestId: string }) =>
      client.send('POST', `/apps/${app}/processes/${process}/start`, input),
    onSuccess: refresh,
  })
}
