import type { Id } from '@tangram/data-model'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { AppForReader, CompleteTask, InitiatedRecord, TaskDetail, TaskList } from './types.ts'

/** The reader's tasks, page by page. */
export function useTasks(status: 'open' | 'done', app?: Id) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.tasks, 'list', status, app ?? null],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams({ status, ...(app ? { app } : {}), ...(pageParam ? { after: pageParam } : {}) })
      return client.get<TaskList>(`/tasks?${params}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function useTask(id: string | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: keys.task(id ?? ''),
    queryFn: ({ signal }) => client.get<TaskDetail>(`/tasks/${id}`, { signal }),
    enabled: id !== undefined,
  })
}

/** What the reader needs of the app for a task, also without a role in that app. */
export function useTaskApp(id: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...keys.task(id), 'app'],
    queryFn: ({ signal }) => client.get<AppForReader>(`/tasks/${id}/app`, { signal }),
    staleTime: 30_000,
  })
}

/** Acts on a task. Keep `requestId` over retries: the second try then changes nothing. */
export function useCompleteTask(id: string) {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: CompleteTask) => client.send('POST', `/tasks/${id}/complete`, input),
    onSuccess: () => Promise.all([keys.tasks, ['records'], keys.initiated].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
}

/** Records whose process the reader started: where they stand and who holds them. */
export function useInitiated() {
  const client = useClient()
  return useQuery({ queryKey: keys.initiated, queryFn: ({ signal }) => client.get<InitiatedRecord[]>('/initiated', { signal }) })
}
