import type { Id, RecordValues } from '@tangram/data-model'
import { ApiProblem, keys, type TaskList, useClient } from '@tangram/ui'
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

/** What is done about a task; `appVersion` is that of the form the values were typed into. */
export type Finish = { outcome: Id; version: number; appVersion: number; opinion?: string; values?: RecordValues }

type Lists = [readonly unknown[], InfiniteData<TaskList> | undefined][]

/**
 * Acts on a task. The task leaves the inbox at once and comes back when the server refuses. A try that got lost on the way is
 * repeated under the same request id, so that it counts once; after a refusal a new one begins.
 *
 * @param onFinished also called when the page learned from elsewhere that the task is done, and took its buttons away
 */
export function useFinishTask(task: string, onFinished: (finish: Finish) => void) {
  const client = useClient()
  const cache = useQueryClient()
  const requestId = useRef(crypto.randomUUID())
  const inbox = [...keys.tasks, 'list', 'open']
  return useMutation<unknown, Error, Finish, { before: Lists }>({
    mutationFn: ({ appVersion, ...finish }) =>
      client.send('POST', `/tasks/${task}/complete`, { requestId: requestId.current, ...finish }, { appVersion }),
    onMutate: async () => {
      await cache.cancelQueries({ queryKey: inbox })
      const before = cache.getQueriesData<InfiniteData<TaskList>>({ queryKey: inbox })
      cache.setQueriesData<InfiniteData<TaskList>>({ queryKey: inbox }, (data) => data && withoutTask(data, task))
      return { before }
    },
    // Not with the call of `mutate`: what is given there is forgotten with the component.
    onSuccess: (_, finish) => onFinished(finish),
    onError: (problem, _, context) => {
      for (const [key, data] of context?.before ?? []) cache.setQueryData(key, data)
      if (problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500) requestId.current = crypto.randomUUID()
    },
    onSettled: () =>
      Promise.all(
        [[...keys.tasks, 'list'], ['records'], keys.initiated, keys.notifications].map((queryKey) => cache.invalidateQueries({ queryKey })),
      ),
  })
}

/** The pages of a list without one task. */
export function withoutTask(data: InfiniteData<TaskList>, task: string): InfiniteData<TaskList> {
  return { ...data, pages: data.pages.map((page) => ({ ...page, tasks: page.tasks.filter(({ id }) => id !== task) })) }
}
