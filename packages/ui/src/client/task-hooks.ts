import type { Id } from '@tangram/data-model'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiProblem } from './api-problem.ts'
import { useClient } from './client-context.ts'
import { keys } from './keys.ts'
import type { AppForReader, BatchResult, CompleteTask, TaskCounts, TaskDetail, TaskList } from './types.ts'

export type TaskFilter = { app?: Id; process?: Id; search?: string; overdue?: boolean }

/** The reader's tasks, page by page: open ones with the late ones first. What was there before stays until another filter has its answer. */
export function useTasks(status: 'open' | 'done', filter: TaskFilter = {}) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: [...keys.tasks, 'list', status, filter],
    queryFn: ({ pageParam, signal }) =>
      client.get<TaskList>(`/tasks?${queryOf({ status, ...filter, after: pageParam ?? undefined })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** How much waits for the reader. */
export function useTaskCounts() {
  const client = useClient()
  return useQuery({ queryKey: [...keys.tasks, 'counts'], queryFn: ({ signal }) => client.get<TaskCounts>('/tasks/counts', { signal }) })
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
  const refresh = useRefreshFlows()
  return useMutation({
    mutationFn: (input: CompleteTask) => client.send('POST', `/tasks/${id}/complete`, input),
    onSuccess: refresh,
  })
}

/** Completes several tasks with one opinion; each counts for itself, and the answer says what became of it. */
export function useCompleteTasks() {
  const client = useClient()
  const refresh = useRefreshFlows()
  const requestId = useRequestId()
  return useMutation({
    mutationFn: (input: { tasks: string[]; outcome: Id; opinion?: string }) =>
      client.send<{ results: BatchResult[] }>('POST', '/tasks/complete', { requestId: requestId.current(), ...input }),
    onSuccess: requestId.renew,
    onError: requestId.afterProblem,
    // Not waited for: who acts is told at once.
    onSettled: () => void refresh(),
  })
}

/**
 * Sends an operation on a task or an instance, say `/tasks/…/transfer`. A try that got lost is repeated under the same request id,
 * so that it counts once.
 */
export function useFlowOperation(path: string) {
  const client = useClient()
  const refresh = useRefreshFlows()
  const requestId = useRequestId()
  return useMutation({
    mutationFn: (input: object) => client.send<{ ok: boolean }>('POST', path, { requestId: requestId.current(), ...input }),
    onSuccess: requestId.renew,
    onError: requestId.afterProblem,
    // Not waited for: who acts is told at once.
    onSettled: () => void refresh(),
  })
}

/** Makes everything that a step of a process may have changed be read again. */
export function useRefreshFlows(): () => Promise<unknown> {
  const cache = useQueryClient()
  return () =>
    Promise.all(
      [keys.tasks, ['records'], keys.initiated, keys.copies, keys.instances, keys.notifications].map((queryKey) =>
        cache.invalidateQueries({ queryKey }),
      ),
    )
}

/** One id as long as it is not known what became of the request, a new one after an answer. */
function useRequestId() {
  const id = useRef<string>(undefined)
  const renew = () => {
    id.current = undefined
  }
  return {
    current: () => {
      id.current ??= crypto.randomUUID()
      return id.current
    },
    renew,
    afterProblem: (problem: Error) => {
      if (problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500) renew()
    },
  }
}

/** `?status=open&overdue=true`, without what is not given. */
export function queryOf(values: { [name: string]: string | number | boolean | undefined }): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '' && value !== false)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}
